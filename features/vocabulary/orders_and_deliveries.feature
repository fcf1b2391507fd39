Feature: What becomes of an order, and of what the shop sends about it
  The sentences that the twelve stories of retention.feature do without.

  Background:
    Given the shop "Lumen Skin" trades in EUR on "Europe/Berlin" time
    And it is 2026-03-02 09:00

  Rule: The books of the shop are what a profile says

    Scenario: A refund is taken off the lifetime value, and the order still counts
      Given "Mia" is a new visitor on a laptop
      When "Mia" gives email "mia@example.com" on the laptop
      And "Mia" places order "R-10" on the laptop with:
        | sku      | quantity | price | discount     |
        | SERUM-30 | 2        | 30.00 | 10.00 SPRING |
        | CREAM-50 | 1        | 9.00  |              |
      And order "R-10" is shipped
      And order "R-10" is refunded
      Then the history of "Mia" is:
        | event          | order_id | total | amount |
        | Order Placed   | R-10     | 59    |        |
        | Order Shipped  | R-10     |       |        |
        | Order Refunded | R-10     |       | 59     |
      And the profile of "Mia" shows:
        | attribute      | value | type   |
        | total_orders   | 1     | number |
        | lifetime_value | 0     | number |

    Scenario: Whoever cancels the only order is no buyer
      Given the segment "Paying Customers" is:
        """
        total_orders > 0 and lifetime_value > 0
        """
      And "Ada" is a new visitor on a laptop
      And "Leo" is a new visitor on a phone
      When "Ada" places guest order "R-11" for 20.00 EUR with email "ada@example.com"
      And "Leo" places guest order "R-12" for 35.00 EUR with email "leo@example.com"
      And order "R-12" is cancelled
      Then the segment "Paying Customers" equals the shop's own list of "buyers"
      And the profile of "Leo" has no "last_order_date"

    Scenario: A subscription is charged every four weeks
      Given "Ada" is a known customer with:
        | attribute   | value           |
        | customer_id | C-118           |
        | email       | ada@example.com |
      When "Ada" subscribes to "Calm Serum" every 4 weeks
      And 12 weeks pass
      Then the history of "Ada" counts 4 "Subscription Charged"
      And the profile of "Ada" shows:
        | attribute    | value |
        | total_orders | 4     |

    Scenario: A browser that blocks tracking loses the cart, not the purchase
      Given "Zed" is a new visitor on a laptop
      And "Zed" blocks browser tracking on the laptop
      When "Zed" gives email "zed@example.com" on the laptop
      And "Zed" adds "Calm Serum" to the cart on the laptop
      And "Zed" starts checkout on the laptop
      And "Zed" places order "R-13" for 59.00 EUR on the laptop
      Then the history of "Zed" is:
        | event        | source       |
        | Order Placed | shop webhook |

  Rule: What the shop sends arrives in the end, once, whatever happens on the way

    Scenario: The workspace is down while the shop sells
      Given the workspace is unavailable for 30 minutes
      And "Mia" is a new visitor on a phone
      When "Mia" gives email "mia@example.com" on the phone
      And "Mia" places order "R-14" for 59.00 EUR on the phone
      And 29 minutes pass
      Then "Mia" is 0 profiles
      When 2 minutes pass
      Then "Mia" is 1 profile
      And the history of "Mia" is:
        | event        | at       |
        | Order Placed | 09:00:00 |
      And no accepted request was silently ignored

    Scenario: Two webhooks overtake each other
      Given "shop webhook" deliveries take 5 minutes
      And "shop webhook" deliveries may arrive in any order
      And the run uses seed 5
      And "Ada" is a known customer with:
        | attribute   | value           |
        | customer_id | C-118           |
        | email       | ada@example.com |
      When "Ada" places order "R-15" for 20.00 EUR on the laptop
      And 1 minute passes
      And "Ada" places order "R-16" for 30.00 EUR on the laptop
      And every outstanding delivery has arrived
      Then the profile of "Ada" shows:
        | attribute      | value |
        | total_orders   | 2     |
        | lifetime_value | 50.00 |

  Rule: A window ends by itself

    Scenario: A cart abandoner is forgotten after four hours
      Given the segment "Open Carts" is:
        """
        did "Added to Cart" within 4 hours
        """
      And "Leo" is a new visitor on a laptop
      When "Leo" gives email "leo@example.com" on the laptop
      And "Leo" adds "Day Cream" to the cart on the laptop
      And 1 hour passes
      Then "Leo" leaves the segment "Open Carts" within 181 minutes

    Scenario: A customer who opts out and changes the email is asked nothing more
      Given the campaign "Win Back" starts on "Order Placed" and waits 1 day
      And the campaign "Win Back" requires email consent
      And "Noor" is a known customer with:
        | attribute     | value            |
        | customer_id   | C-204            |
        | email         | noor@example.com |
        | email consent | yes              |
      When "Noor" places order "R-17" for 25.00 EUR on the phone
      And "Noor" opts out of email
      And "Noor" changes email to "noor@example.net"
      And 2 days pass
      Then the campaign "Win Back" sends nothing to "Noor"
      And the profile of "Noor" shows:
        | attribute | value            |
        | email     | noor@example.net |
