Feature: Consent is recorded, not assumed
  Background:
    Given the shop "Lumen Skin" trades in EUR on "Europe/Berlin" time
    And it is 2026-03-02 09:00

  Scenario: Merging an opted-out profile does not opt it back in
    Given the campaign "Win Back" starts on "Order Placed" and waits 60 days
    And the campaign "Win Back" requires email consent
    And "Noor" has these separate profiles:
      | email            | phone        | email consent | SMS consent |
      | noor@example.com |              | no            |             |
      |                  | +12025550143 |               | yes         |
    And "Noor" also uses a phone
    When the shop links phone "+12025550143" to customer "C-204"
    And the shop links email "noor@example.com" to customer "C-204"
    And "Noor" places order "R-8" for 25.00 EUR on the phone
    And 61 days pass
    Then "Noor" is 1 profile
    And the campaign "Win Back" sends nothing to "Noor"
    And nobody receives email without recorded consent
