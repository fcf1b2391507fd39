Feature: A laptop that two people share
  Background:
    Given the shop "Lumen Skin" trades in EUR on "Europe/Berlin" time
    And it is 2026-03-02 09:00
    And "Ana" is a new visitor on a laptop
    And "Ben" is a new visitor on a phone
    And "Ben" also uses the laptop of "Ana"

  Scenario: A logout that resets the laptop keeps them apart
    When "Ana" gives email "ana@example.com" on the laptop
    And "Ana" logs out on the laptop
    And "Ben" views "Day Cream" on the laptop
    And "Ben" gives email "ben@example.com" on the laptop
    Then the profiles of "Ana" and "Ben" stay apart
    And the history of "Ben" counts 1 "Product Viewed"

  Scenario: Without a reset what the next one looks at belongs to the first
    Given "web" keeps the visitor on logout
    When "Ana" gives email "ana@example.com" on the laptop
    And "Ana" logs out on the laptop
    And "Ben" views "Day Cream" on the laptop
    And "Ben" gives email "ben@example.com" on the laptop
    Then the history of "Ana" counts 1 "Product Viewed"
