Feature: People who leave, and what comes back with them
  Background:
    Given the shop "Lumen Skin" trades in EUR on "Europe/Berlin" time
    And it is 2026-03-02 09:00
    And "Tess" is a known customer with:
      | attribute    | value            |
      | customer_id  | C-1              |
      | email        | tess@example.com |
      | unsubscribed | true             |

  Scenario: Somebody who is deleted and added again is subscribed
    When the shop deletes "Tess"
    And "Tess" logs in as customer "C-1" on the laptop
    Then "Tess" is 1 profile
    And the profile of "Tess" has no "unsubscribed"

  Scenario: Calls about somebody who is suppressed are accepted and ignored
    When the shop suppresses "Tess"
    And "Tess" logs in as customer "C-1" on the laptop
    And "Tess" places order "R-1" for 20.00 EUR on the laptop
    Then "Tess" is 0 profiles
    When the shop unsuppresses "Tess"
    And "Tess" logs in as customer "C-1" on the laptop
    Then "Tess" is 1 profile
    And the history of "Tess" counts 0 "Order Placed"
