Feature: Windows of a segment hold their last second
  A window rolls by the second, and people leave it without any call. A negated window has a rule of its own: it is
  false for everybody who has been known for less than the window.

  Background:
    Given the shop "Lumen Skin" trades in EUR on "Europe/Berlin" time
    And it is 2026-03-02 09:00

  Scenario: An abandoner stays in the window for four hours and not a second longer
    Given the segment "Cart Abandoners" is:
      """
      did "Added to Cart" within 4 hours
      and (not did "Order Placed" within 4 hours or not did "Order Placed")
      """
    And "Leo" is a new visitor on a laptop
    When "Leo" gives email "leo@example.com" on the laptop
    And "Leo" adds "Day Cream" to the cart on the laptop
    And the clock reaches 2026-03-02 13:00:00
    Then "Leo" is in the segment "Cart Abandoners"
    When 1 second passes
    Then "Leo" is not in the segment "Cart Abandoners"

  Scenario: As usually written, the segment forgets every new visitor
    Given the segment "Cart Abandoners" is:
      """
      did "Added to Cart" within 4 hours and not did "Order Placed" within 4 hours
      """
    And "Leo" is a new visitor on a laptop
    When "Leo" gives email "leo@example.com" on the laptop
    And "Leo" adds "Day Cream" to the cart on the laptop
    And 3 hours pass
    Then "Leo" is not in the segment "Cart Abandoners"
    And the segment "Cart Abandoners" holds 0 people
