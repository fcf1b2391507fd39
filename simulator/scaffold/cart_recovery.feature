Feature: Cart recovery

  Scenario: Who buys gets no recovery email, though the order webhook is late
    Given "Mia" is a new visitor on a laptop
    And the delivery of "Order Placed" for order "R-1" is 20 minutes late
    When "Mia" adds "Calm Serum" to the cart on the laptop
    And 5 minutes pass
    And "Mia" gives email "mia@example.com" on the laptop
    And "Mia" places order "R-1" for 59.00 USD on the laptop
    And 1 day passes
    Then "Mia" is 1 profile
    And "Mia" is in the segment "Known Purchasers"
    And the campaign "Cart recovery" sends nothing to "Mia"

  Scenario: Who leaves a cart behind is written to once
    Given "Noah" is a new visitor on a phone
    When "Noah" gives email "noah@example.com" on the phone
    And "Noah" adds "Calm Serum" to the cart on the phone
    And 1 day passes
    Then the campaign "Cart recovery" sends 1 message to "Noah"
