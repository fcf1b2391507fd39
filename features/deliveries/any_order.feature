Feature: The result does not depend on how deliveries travel
  Webhooks overtake each other and come twice. What tells when it was true, and which order it is about, does no harm.

  Background:
    Given the shop "Lumen Skin" trades in EUR on "Europe/Berlin" time
    And it is 2026-03-02 09:00

  Scenario: A purchase webhook delivered three times counts once
    Given "Mia" is a new visitor on a phone
    And the delivery of "Order Placed" for order "R-2" arrives 3 times
    When "Mia" gives email "mia@example.com" on the phone
    And "Mia" places order "R-2" for 59.00 EUR on the phone
    And every outstanding delivery has arrived
    Then the history of "Mia" counts 1 "Order Placed"
    And the result is the same for every delivery order
    And the result is the same when every delivery arrives twice

  Scenario: A change of plan overtakes the one before it
    Given "warehouse" deliveries take 20 minutes
    And "Ada" is a known customer with:
      | attribute   | value           |
      | customer_id | C-118           |
      | email       | ada@example.com |
    When "warehouse" writes about "Ada":
      | attribute | value  |
      | plan      | silver |
    And 5 minutes pass
    And "warehouse" writes about "Ada":
      | attribute | value |
      | plan      | gold  |
    And every outstanding delivery has arrived
    Then the result is the same for every delivery order
