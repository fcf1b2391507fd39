Feature: Buyers are not asked to come back to a cart they paid for
  A recovery mail waits for an order that may still be on its way. How long it waits decides who gets it.

  Background:
    Given the shop "Lumen Skin" trades in EUR on "Europe/Berlin" time
    And it is 2026-03-02 09:00

  Scenario Outline: A late purchase webhook against the recovery delay
    Given the campaign "Cart Recovery" starts on "Added to Cart" and waits <delay>
    And the campaign "Cart Recovery" is cancelled by "Order Placed"
    And the delivery of "Order Placed" for order "R-1" is <late> late
    And "Mia" is a new visitor on a phone
    When "Mia" gives email "mia@example.com" on the phone
    And "Mia" adds "Calm Serum" to the cart on the phone
    And "Mia" places order "R-1" for 59.00 EUR on the phone
    And 2 hours pass
    Then the campaign "Cart Recovery" sends <messages> messages to "Mia"

    Examples:
      | delay      | late       | messages |
      | 15 minutes | 20 minutes | 1        |
      | 30 minutes | 20 minutes | 0        |
      | 30 minutes | 31 minutes | 1        |

  Scenario: A purchase webhook delivered twice counts once
    Given "Mia" is a new visitor on a phone
    And the delivery of "Order Placed" for order "R-2" arrives 2 times
    When "Mia" gives email "mia@example.com" on the phone
    And "Mia" places order "R-2" for 59.00 EUR on the phone
    And every outstanding delivery has arrived
    Then the history of "Mia" counts 1 "Order Placed"
    And the profile of "Mia" shows:
      | attribute      | value | type   |
      | total_orders   | 1     | number |
      | lifetime_value | 59.00 | number |
