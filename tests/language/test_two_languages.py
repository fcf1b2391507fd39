"""One story in both languages: the same doings, faults and checks, from the same start."""

from itertools import accumulate

from simulator.scenario import Act, LetPass, Scenario, SendAgain
from tests.language.compiled import Compile, checks, sound

IN_GHERKIN = """\
Given it is 2026-03-02 09:00
And the run uses seed 7
And the tracking plan "core commerce" applies
And "web" identifies people by email
And "app" forgets the visitor on logout
And "crm" sends no times
And "crm" deliveries take 20 minutes
And "crm" calls the event "Quiz Graded" "quiz_graded"
And "crm" calls the field "score" "points"
And "crm" makes event ids from "quiz_id"
And "site" sends no event ids
And "tv" deliveries are as late as in "woo cron"
And "crm" deliveries may arrive in any order
And "shop webhook" calls a purchase "Purchased"
And "shop webhook" sends "total" as a string
And "shop webhook" sends "order_id" as null
And "shop webhook" leaves out "discount_codes"
And "shop webhook" leaves out "currency"
And "shop webhook" sends times in ISO 8601
And "shop webhook" sends money in minor units
And "web pixel" identifies products by "handle"
And "shop webhook" also writes "tier" with value "5"
And the workspace is unavailable for 10 minutes
And the delivery of "Order Refunded" for order "R-4" is lost
And the campaign "Cart recovery" requires email consent
And order "R-3" awaits payment
And the delivery of "Order Paid" for order "R-3" is lost
And the segment "Press list" is:
  \"\"\"
  performed "Quiz Finished"
  \"\"\"
And the delivery of "Order Placed" for order "R-1" is 20 minutes late
And the delivery of "Order Placed" for order "R-1" arrives 2 times
And "Mia" is a new visitor on a laptop
And "Mia" also uses a phone
And "Noor" is a new visitor on a till
And "Noor" also uses the laptop of "Mia"
And "Noor" blocks browser tracking on the till
And "Ada" is a known customer with:
  | attribute      | value           | type   | owner     |
  | customer_id    | C-118           |        | shop      |
  | email          | ada@example.com |        |           |
  | lifetime_value | 310.50          |        | warehouse |
  | is_member      | true            |        |           |
  | tier           | 5               | string |           |
  | email consent  | yes             |        |           |
And "Ada" has this history:
  | event        | at         | source       | kind | order_id |
  | Order Placed | 3 days ago | shop webhook |      | R-0      |
  | /serums      | 2026-02-01 |              | page |          |
And "Leo" has these separate profiles:
  | email           | phone        | SMS consent |
  | leo@example.com |              |             |
  |                 | +12025550143 | no          |
When "Mia" views "Calm Serum" on the laptop
And "Mia" adds "Calm Serum" to the cart on the laptop
And "Mia" views 2 products of "Serums" on the laptop
And 2 minutes pass
And "Mia" starts checkout on the laptop
And "Mia" gives email "mia@example.com" on the laptop
And "Mia" logs in as customer "C-1" on the phone
And "Mia" places order "R-1" for 59.00 EUR on the laptop
And "Noor" places guest order "R-2" for 1.00 EUR with email "noor@example.com"
And "Noor" gives phone "+12025550144" on the laptop
And "Noor" logs out on the laptop
And "Noor" loses all cookies on the till
And "Noor" views the page "/quiz" on the till
And "Noor" does "Quiz Finished" on the till with:
  | data  | value |
  | score | 3     |
And "Noor" does "Quiz Left" on the till
And "Noor" views the page "/quiz" on the till with:
  | data  | value | type   |
  | step  | 2     | string |
And "Noor" views the screen "Quiz" on the till
And "Noor" views the screen "Quiz" on the till with:
  | data  | value | type   |
  | steps | [1,2] | list   |
And "crm" reports "Quiz Graded" of "Noor"
And "crm" reports "Quiz Graded" of "Noor" with:
  | data  | value |
  | score | 3     |
And "site" reports the page "/quiz" of "Noor"
And "site" reports the page "/quiz" of "Noor" with:
  | data  | value |
  | step  | 2     |
And "tv" reports the screen "Quiz" of "Noor"
And "tv" reports the screen "Quiz" of "Noor" with:
  | data  | value |
  | step  | 2     |
And "Ada" changes email to "ada@example.net"
And "Ada" changes customer id to "C-119"
And "Ada" opts in to SMS
And "Ada" opts out of email
And "crm" writes about "Ada":
  | attribute | value |
  | plan      | gold  |
And "Ada" places order "R-3" for 2.00 EUR on the laptop
And order "R-3" is paid
And "Ada" places order "R-4" on the laptop with:
  | sku | quantity | price | discount |
  | A-1 | 2        | 12.50 | 5.00 TEN |
  | B-1 | 1        | 3.00  |          |
And order "R-4" is refunded
And order "R-4" is shipped
And "Ada" subscribes to "Calm Serum" every 4 weeks
And "shop webhook" sends the last 1 day again
And the shop links phone "+12025550143" to customer "C-9"
And the shop deletes "Leo"
And the shop suppresses "Ada"
And the shop unsuppresses "Ada"
Then "Mia" is 1 profile
And "plan" of "Ada" was last written by "shop webhook"
And the segment "VIPs" equals the shop's own list of "buyers"
And nobody receives email without recorded consent
And no accepted request was silently ignored
And every delivery satisfies the tracking plan
And the tracking plan reports "wrong type" on "total"
And the result is the same for every delivery order
And the result is the same when every delivery arrives twice
And the profile of "Mia" has no "phone"
And the history of "Mia" counts 1 "Added to Cart"
And the history of "Mia" is:
  | event          | at    |
  | Product Viewed | 09:00 |
  | Added to Cart  | 09:00 |
And the profiles of "Mia" and "Noor" stay apart
And "Mia" is in the segment "Known Purchasers"
And "Noor" is not in the segment "Known Purchasers"
And "Mia" leaves the segment "Known Purchasers" within 1 day
And nothing outside this run has changed
And the segment "VIPs" holds 0 people
When 1 day passes
Then the campaign "Cart recovery" sends nothing to "Mia"
And the profile of "Mia" shows:
  | attribute    | value | type |
  | total_orders | 1     |      |
"""

IN_YAML = """\
scenario: S
starts: 2026-03-02 09:00
seed: 7
plan: core commerce
segments:
  Press list: performed "Quiz Finished"
campaigns:
  Cart recovery:
    trigger: {event: Added to Cart}
    frequency: once per 7 days
    filter: {attribute: unsubscribed, not equals: true}
    exit: {performed: Order Placed}
    steps:
      - delay: 30 minutes
      - send: {email: Come back, subject: "You left {{ event.product }} behind"}
    requires: email consent
sources:
  web: {identifies by: email, products by: handle}
  app: {resets on logout: true}
  crm:
    sends times: false
    takes: 20 minutes
    any order: true
    events: {Quiz Graded: quiz_graded}
    fields: {score: points}
    event id: quiz_id
  site: {event id: none}
  tv: {takes: woo cron}
  storefront:
    events: {Order Placed: Purchased}
    types: {total: string, order_id: null}
    leaves out: [discount_codes, currency]
    times: ISO 8601
    money: minor units
    also writes: {tier: 5}
unavailable: {for: 10 minutes}
shoppers:
  Mia: {devices: [laptop, phone]}
  Noor: {devices: [till], uses device of: {Mia: laptop}, blocks tracking: till}
  Ada:
    known as:
      customer_id: {value: C-118, owner: shop}
      email: ada@example.com
      lifetime_value: {value: 310.50, owner: warehouse}
      is_member: true
      tier: "5"
      email consent: yes
    history:
      - {event: Order Placed, at: 3 days ago, source: shop webhook, order_id: R-0}
      - {event: /serums, at: 2026-02-01, kind: page}
  Leo: {profiles: [{email: leo@example.com}, {phone: "+12025550143", SMS consent: no}]}
journey:
  - {at: 0m, shopper: Mia, on: laptop, does: view product, product: Calm Serum}
  - {at: 0m, shopper: Mia, on: laptop, does: add to cart, product: Calm Serum}
  - {at: 0m, shopper: Mia, on: laptop, does: view products, category: Serums, count: 2}
  - {at: 2m, shopper: Mia, on: laptop, does: start checkout}
  - {at: 2m, shopper: Mia, on: laptop, does: identify, with: email, value: mia@example.com}
  - {at: 2m, shopper: Mia, on: phone, does: log in, value: C-1}
  - {at: 2m, shopper: Mia, on: laptop, does: place order, order: R-1, total: 59.00 EUR, delivery: {late: 20m, times: 2}}
  - {at: 2m, shopper: Noor, does: place order, order: R-2, total: 1.00 EUR, as: guest, email: noor@example.com}
  - {at: 2m, shopper: Noor, on: laptop, does: identify, with: phone, value: "+12025550144"}
  - {at: 2m, shopper: Noor, on: laptop, does: log out}
  - {at: 2m, shopper: Noor, on: till, does: lose cookies}
  - {at: 2m, shopper: Noor, on: till, does: view page, page: /quiz}
  - {at: 2m, shopper: Noor, on: till, does: event, name: Quiz Finished, data: {score: 3}}
  - {at: 2m, shopper: Noor, on: till, does: event, name: Quiz Left}
  - {at: 2m, shopper: Noor, on: till, does: view page, page: /quiz, data: {step: "2"}}
  - {at: 2m, shopper: Noor, on: till, does: view screen, screen: Quiz}
  - {at: 2m, shopper: Noor, on: till, does: view screen, screen: Quiz, data: {steps: [1, 2]}}
  - {at: 2m, shopper: Noor, source: crm, does: event, name: Quiz Graded}
  - {at: 2m, shopper: Noor, source: crm, does: event, name: Quiz Graded, data: {score: 3}}
  - {at: 2m, shopper: Noor, source: site, does: view page, page: /quiz}
  - {at: 2m, shopper: Noor, source: site, does: view page, page: /quiz, data: {step: 2}}
  - {at: 2m, shopper: Noor, source: tv, does: view screen, screen: Quiz}
  - {at: 2m, shopper: Noor, source: tv, does: view screen, screen: Quiz, data: {step: 2}}
  - {at: 2m, shopper: Ada, does: change, with: email, value: ada@example.net}
  - {at: 2m, shopper: Ada, does: change, with: customer id, value: C-119}
  - {at: 2m, shopper: Ada, does: opt in, channel: sms}
  - {at: 2m, shopper: Ada, does: opt out, channel: email}
  - {at: 2m, shopper: Ada, does: set, attributes: {plan: gold}, source: crm}
  - {at: 2m, shopper: Ada, on: laptop, does: place order, order: R-3, total: 2.00 EUR, paid: false}
  - {at: 2m, shopper: Ada, does: pay, order: R-3, delivery: {lost: true}}
  - at: 2m
    shopper: Ada
    on: laptop
    does: place order
    order: R-4
    items: [{sku: A-1, quantity: 2, price: "12.50", discount: 5.00 TEN}, {sku: B-1, quantity: 1, price: "3.00"}]
  - {at: 2m, shopper: Ada, does: refund, order: R-4, delivery: {lost: true}}
  - {at: 2m, shopper: Ada, does: ship, order: R-4}
  - {at: 2m, shopper: Ada, does: subscribe, product: Calm Serum, every: 4 weeks}
  - {at: 2m, does: send again, source: storefront, last: 1 day}
  - {at: 2m, shopper: Leo, does: link, with: phone, value: "+12025550143", to: C-9}
  - {at: 2m, shopper: Leo, does: delete person}
  - {at: 2m, shopper: Ada, does: suppress}
  - {at: 2m, shopper: Ada, does: unsuppress}
expect:
  - {at: 2m, profile: Mia, profiles: 1, missing: phone}
  - {at: 2m, profile: Mia, events: {Added to Cart: 1}}
  - {at: 2m, profile: Mia, history: [{event: Product Viewed, at: "09:00"}, {event: Added to Cart, at: "09:00"}]}
  - {at: 2m, apart: [Mia, Noor]}
  - {at: 2m, segment: Known Purchasers, includes: Mia, excludes: Noor}
  - {at: 2m, segment: VIPs, count: 0, equals list: buyers}
  - {at: 2m, segment: Known Purchasers, leaves: Mia, within: 1 day}
  - {at: 2m, outside: unchanged}
  - {at: 2m, profile: Ada, written by: {plan: shop webhook}}
  - {at: 2m, consent: respected, channel: email}
  - {at: 2m, silent: none}
  - {at: 2m, plan: satisfied}
  - {at: 2m, plan reports: {wrong type: total}}
  - {at: 2m, same result: any order}
  - {at: 2m, same result: every delivery twice}
  - {at: 1442m, messages: Cart recovery, to: Mia, count: 0}
  - {at: 1442m, profile: Mia, attributes: {total_orders: "1"}}
"""


def doings(scenario: Scenario) -> list[tuple[int, object, object]]:
    """Each doing with its second; a feature's come after what has passed until then."""
    passed = accumulate(item.seconds if isinstance(item, LetPass) else 0 for item in scenario.items)
    return [
        (second if item.at is None else item.at, *what_is_done(item))
        for second, item in zip(passed, scenario.items, strict=True)
        if isinstance(item, Act | SendAgain)
    ]


def what_is_done(item: Act | SendAgain) -> tuple[object, object]:
    return (item.verb, item.fault) if isinstance(item, Act) else (item.source, item.seconds)


def test_a_story_is_the_same_in_yaml_and_in_gherkin(steps: Compile, yaml: Compile) -> None:
    from_feature, from_yaml = sound(steps(IN_GHERKIN)), sound(yaml(IN_YAML))

    assert doings(from_feature) == doings(from_yaml)
    assert sorted(map(repr, checks(from_feature))) == sorted(map(repr, checks(from_yaml)))


def test_the_world_of_a_story_is_the_same_in_yaml_and_in_gherkin(steps: Compile, yaml: Compile) -> None:
    from_feature, from_yaml = sound(steps(IN_GHERKIN)), sound(yaml(IN_YAML))

    assert from_feature.definition == from_yaml.definition
    assert from_feature.shoppers == from_yaml.shoppers
    assert from_feature.shop == from_yaml.shop
    assert from_feature.sources == from_yaml.sources
    assert from_feature.unavailable == from_yaml.unavailable
    assert from_feature.plan == from_yaml.plan is not None
    assert (from_feature.starts, from_feature.seed) == (from_yaml.starts, from_yaml.seed)
