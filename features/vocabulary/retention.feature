# language: en
Feature: Retention data stays trustworthy from first visit to repeat purchase

  Background:
    Given the shop "Lumen Skin" trades in EUR on "Europe/Berlin" time
    And it is 2026-03-02 09:00

  Rule: A shopper is one person

    @identity @p0
    Scenario: Anonymous browsing belongs to the shopper who checks out
      Given "Mia" is a new visitor on a laptop
      When "Mia" views "Calm Serum" on the laptop
      And "Mia" adds "Calm Serum" to the cart on the laptop
      And "Mia" gives email "mia@example.com" on the laptop
      Then "Mia" is 1 profile
      And the history of "Mia" is:
        | event         | product    |
        | Product Viewed | Calm Serum |
        | Added to Cart  | Calm Serum |

    @identity @p0
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

    @identity @p1
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

  Rule: Buyers are not asked to come back to a cart they paid for

    @recovery @p0
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

    @recovery @p0
    Scenario: A purchase webhook delivered three times counts once
      Given "Mia" is a new visitor on a phone
      And the delivery of "Order Placed" for order "R-2" arrives 3 times
      When "Mia" gives email "mia@example.com" on the phone
      And "Mia" places order "R-2" for 59.00 EUR on the phone
      And every outstanding delivery has arrived
      Then the history of "Mia" counts 1 "Order Placed"
      And the profile of "Mia" shows:
        | attribute      | value | type   |
        | total_orders   | 1     | number |
        | lifetime_value | 59.00 | number |

    @segments @p0
    Scenario: An abandoner stays in the window for four hours and not a second longer
      Given the segment "Cart Abandoners" is:
        """
        did "Added to Cart" within 4 hours
        and (not did "Order Placed" within 4 hours or not did "Order Placed")
        """
      And "Leo" is a new visitor on a laptop
      When "Leo" gives email "leo@example.com" on the laptop
      And "Leo" adds "Day Cream" to the cart on the laptop
      And the clock reaches 2026-03-02 13:00:00
      Then "Leo" is in the segment "Cart Abandoners"
      When 1 second passes
      Then "Leo" is not in the segment "Cart Abandoners"

    @segments @p0
    Scenario: Known purchasers agree with the shop although one express order was lost
      Given the segment "Known Purchasers" is:
        """
        did "Order Placed" at least 1 time
        """
      And the delivery of "Order Placed" for order "R-4" is lost
      And "Ada" is a new visitor on a laptop
      And "Leo" is a new visitor on a phone
      When "Ada" places guest order "R-3" for 20.00 EUR with email "ada@example.com"
      And "Leo" places guest order "R-4" for 35.00 EUR with email "leo@example.com"
      And "shop webhook" sends the last 1 day again
      Then the segment "Known Purchasers" equals the shop's own list of "buyers"

  Rule: The same fact has one name, one type and one owner

    @plan @p1
    Scenario Outline: A source that drifts is named before launch
      Given the tracking plan "core commerce" applies
      And "shop webhook" <drift>
      And "Mia" is a new visitor on a laptop
      When "Mia" places guest order "R-5" for 59.00 EUR with email "mia@example.com"
      Then the tracking plan reports "<rule>" on "<field>"

      Examples:
        | drift                          | rule           | field       |
        | sends "total" as a string | wrong type     | total |
        | leaves out "order_id"           | missing field  | order_id    |
        | calls a purchase "Purchased"    | unknown event  | Purchased   |
        | sends times in milliseconds     | time scale     | timestamp   |
        | sends money in minor units      | money scale    | total |

    @plan @p1
    Scenario: Moving from handle to SKU must not break browse interest
      Given the segment "Serum Fans" is:
        """
        did "Product Viewed" where category = "Serums" at least 3 times within 7 days
        """
      And "web pixel" identifies products by "handle"
      And "app" identifies products by "sku"
      And "Ivy" is a known customer with:
        | attribute   | value           |
        | customer_id | C-330           |
        | email       | ivy@example.com |
      And "Ivy" also uses a phone
      When "Ivy" views 2 products of "Serums" on the laptop
      And "Ivy" views 1 product of "Serums" on the phone
      Then "Ivy" is in the segment "Serum Fans"

    @plan @p1
    Scenario: Two sources write lifetime value, and the last one wins
      Given "Ada" is a known customer with:
        | attribute      | value           | owner     |
        | customer_id    | C-118           | shop      |
        | email          | ada@example.com | shop      |
        | lifetime_value | 310.00          | warehouse |
      And "shop webhook" also writes "lifetime_value" with value "59.00"
      And the segment "Broken Profiles" is:
        """
        total_orders > 0 and last_order_date is missing
        """
      When "Ada" places order "R-6" for 59.00 EUR on the laptop
      And every outstanding delivery has arrived
      Then "lifetime_value" of "Ada" was last written by "shop webhook"
      And the segment "Broken Profiles" holds 0 people

  Rule: Consent is recorded, not assumed

    @consent @p0
    Scenario: Merging an opted-out profile does not opt it back in
      Given the campaign "Win Back" starts on "Order Placed" and waits 60 days
      And the campaign "Win Back" requires email consent
      And "Noor" has these separate profiles:
        | email            | phone        | email consent | SMS consent |
        | noor@example.com |              | no            |             |
        |                  | +12025550143 |               | yes         |
      When the shop links phone "+12025550143" to customer "C-204"
      And the shop links email "noor@example.com" to customer "C-204"
      And "Noor" places order "R-8" for 25.00 EUR on the phone
      And 61 days pass
      Then "Noor" is 1 profile
      And the campaign "Win Back" sends nothing to "Noor"
      And nobody receives email without recorded consent

  Rule: Rehearsals leave no trace

    @safety @p0 @staging
    Scenario: A staging run touches only its own people
      Given the run uses seed 42
      And "Zed" is a new visitor on a laptop
      When "Zed" gives email "zed@example.com" on the laptop
      And "Zed" places order "R-9" for 10.00 EUR on the laptop
      And every outstanding delivery has arrived
      Then no accepted request was silently ignored
      And nothing outside this run has changed
