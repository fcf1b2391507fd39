Feature: A shopper is one person on all devices, or the shop knows why not
  Background:
    Given the shop "Lumen Skin" trades in EUR on "Europe/Berlin" time
    And it is 2026-03-02 09:00

  Scenario Outline: Email on the laptop and a phone number on the mobile
    Given "web" identifies people by <web key>
    And "app" identifies people by <app key>
    And "Noor" is a new visitor on a laptop
    And "Noor" also uses a phone
    When "Noor" gives email "noor@example.com" on the laptop
    And "Noor" gives phone "+12025550143" on the phone
    And "Noor" logs in as customer "C-204" on the laptop
    And "Noor" logs in as customer "C-204" on the phone
    Then "Noor" is <count> profiles

    Examples:
      | web key     | app key     | count |
      | customer id | customer id | 1     |
      | email       | phone       | 2     |

  Scenario: Where phone numbers identify, an email that comes with one joins the devices
    Given the workspace identifies people by phone too
    And "app" identifies people by phone
    And "web" identifies people by email
    And "Noor" is a new visitor on a phone
    And "Noor" also uses a laptop
    When "Noor" gives phone "+12025550143" on the phone
    And "Noor" gives email "noor@example.com" on the phone
    And "Noor" gives email "noor@example.com" on the laptop
    Then "Noor" is 1 profile

  Scenario: A guest order under a second email stays apart until the shop links it
    Given "Ada" is a known customer with:
      | attribute   | value           |
      | customer_id | C-118           |
      | email       | ada@example.com |
    When "Ada" places guest order "R-7" for 42.00 EUR with email "ada.shop@example.net"
    Then "Ada" is 2 profiles
    When the shop links email "ada.shop@example.net" to customer "C-118"
    Then "Ada" is 1 profile
    And the history of "Ada" counts 1 "Order Placed"
