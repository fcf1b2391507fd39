Feature: A shopper is one person
  Whoever browses without a name and gives one at checkout keeps the whole visit.

  Background:
    Given the shop "Lumen Skin" trades in EUR on "Europe/Berlin" time
    And it is 2026-03-02 09:00

  Scenario: Anonymous browsing belongs to the shopper who checks out
    Given "Mia" is a new visitor on a laptop
    When "Mia" views "Calm Serum" on the laptop
    And 5 minutes pass
    And "Mia" adds "Calm Serum" to the cart on the laptop
    And 10 minutes pass
    And "Mia" gives email "mia@example.com" on the laptop
    Then "Mia" is 1 profile
    And the history of "Mia" is:
      | event          | at       | product    |
      | Product Viewed | 09:00:00 | Calm Serum |
      | Added to Cart  | 09:05:00 | Calm Serum |
    And the profile of "Mia" shows:
      | attribute | value           |
      | email     | mia@example.com |
