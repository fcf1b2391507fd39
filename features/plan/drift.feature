Feature: The same fact has one name, one type and one owner
  Background:
    Given the tracking plan "core commerce" applies
    And the shop "Lumen Skin" trades in EUR on "Europe/Berlin" time
    And it is 2026-03-02 09:00
    And "Mia" is a new visitor on a laptop

  Scenario: A healthy shop sends what the plan says
    When "Mia" views "Calm Serum" on the laptop
    And "Mia" adds "Calm Serum" to the cart on the laptop
    And "Mia" gives email "mia@example.com" on the laptop
    And "Mia" starts checkout on the laptop
    And "Mia" opts in to email
    And "Mia" places order "R-1" for 59.00 EUR on the laptop
    Then every delivery satisfies the tracking plan

  Scenario Outline: A page that drifts is named before launch
    When "Mia" does "<event>" on the laptop with:
      | data     | value      | type   |
      | product  | Calm Serum |        |
      | <sku>    | CALM-SERUM |        |
      | price    | <price>    | <type> |
      | currency | EUR        |        |
      | quantity | 1          |        |
    Then the tracking plan reports "<rule>" on "<field>"

    Examples:
      | event         | sku    | price | type   | rule          | field         |
      | Product Added | sku    | 59    |        | unknown event | Product Added |
      | Added to Cart | handle | 59    |        | missing field | sku           |
      | Added to Cart | sku    | 59.00 | string | wrong type    | price         |

  Scenario: A date in milliseconds, and who else writes it
    Given "Ada" is a known customer with:
      | attribute       | value           | owner     |
      | customer_id     | C-118           | shop      |
      | email           | ada@example.com | shop      |
      | last_order_date | 1772442000000   | warehouse |
    Then the tracking plan reports "time scale" on "last_order_date"
    And the tracking plan reports "two writers" on "last_order_date"
