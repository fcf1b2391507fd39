"""One story in both languages: the same doings, faults and checks, from the same start."""

from collections.abc import Callable
from itertools import accumulate

from simulator.scenario import Act, Expect, LetPass, Scenario

Compile = Callable[[str], tuple[Scenario | None, list[str]]]

IN_GHERKIN = """\
Given it is 2026-03-02 09:00
And the run uses seed 7
And the segment "Press list" is:
  \"\"\"
  performed "Quiz Finished"
  \"\"\"
And the delivery of "Order Placed" for order "R-1" is 20 minutes late
And the delivery of "Order Placed" for order "R-1" arrives 2 times
And "Mia" is a new visitor on a laptop
And "Mia" also uses a phone
And "Noor" is a new visitor on a till
When "Mia" views "Calm Serum" on the laptop
And "Mia" adds "Calm Serum" to the cart on the laptop
And 2 minutes pass
And "Mia" starts checkout on the laptop
And "Mia" gives email "mia@example.com" on the laptop
And "Mia" logs in as customer "C-1" on the phone
And "Mia" places order "R-1" for 59.00 EUR on the laptop
And "Noor" places guest order "R-2" for 1.00 EUR with email "noor@example.com"
Then "Mia" is 1 profile
And the profile of "Mia" has no "phone"
And the history of "Mia" counts 1 "Added to Cart"
And the history of "Mia" is:
  | event          | at    |
  | Product Viewed | 09:00 |
  | Added to Cart  | 09:00 |
And the profiles of "Mia" and "Noor" stay apart
And "Mia" is in the segment "Known Purchasers"
And "Noor" is not in the segment "Known Purchasers"
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
segments:
  Press list: performed "Quiz Finished"
shoppers:
  Mia: {devices: [laptop, phone]}
  Noor: {devices: [till]}
journey:
  - {at: 0m, shopper: Mia, on: laptop, does: view product, product: Calm Serum}
  - {at: 0m, shopper: Mia, on: laptop, does: add to cart, product: Calm Serum}
  - {at: 2m, shopper: Mia, on: laptop, does: start checkout}
  - {at: 2m, shopper: Mia, on: laptop, does: identify, with: email, value: mia@example.com}
  - {at: 2m, shopper: Mia, on: phone, does: log in, value: C-1}
  - {at: 2m, shopper: Mia, on: laptop, does: place order, order: R-1, total: 59.00 EUR, delivery: {late: 20m, times: 2}}
  - {at: 2m, shopper: Noor, does: place order, order: R-2, total: 1.00 EUR, as: guest, email: noor@example.com}
expect:
  - {at: 2m, profile: Mia, profiles: 1, missing: phone}
  - {at: 2m, profile: Mia, events: {Added to Cart: 1}}
  - {at: 2m, profile: Mia, history: [{event: Product Viewed, at: "09:00"}, {event: Added to Cart, at: "09:00"}]}
  - {at: 2m, apart: [Mia, Noor]}
  - {at: 2m, segment: Known Purchasers, includes: Mia, excludes: Noor}
  - {at: 2m, segment: VIPs, count: 0}
  - {at: 1442m, messages: Cart recovery, to: Mia, count: 0}
  - {at: 1442m, profile: Mia, attributes: {total_orders: "1"}}
"""


def sound(compiled: tuple[Scenario | None, list[str]]) -> Scenario:
    scenario, problems = compiled
    assert problems == []
    assert scenario is not None
    return scenario


def doings(scenario: Scenario) -> list[tuple[int, object, object]]:
    """Each doing with its second; a feature's come after what has passed until then."""
    passed = accumulate(item.seconds if isinstance(item, LetPass) else 0 for item in scenario.items)
    return [
        (second if item.at is None else item.at, item.verb, item.fault)
        for second, item in zip(passed, scenario.items, strict=True)
        if isinstance(item, Act)
    ]


def checks(scenario: Scenario) -> list[object]:
    return [check for item in scenario.items if isinstance(item, Expect) for check in item.checks]


def test_a_story_is_the_same_in_yaml_and_in_gherkin(steps: Compile, yaml: Compile) -> None:
    from_feature, from_yaml = sound(steps(IN_GHERKIN)), sound(yaml(IN_YAML))

    assert doings(from_feature) == doings(from_yaml)
    assert sorted(map(repr, checks(from_feature))) == sorted(map(repr, checks(from_yaml)))


def test_the_world_of_a_story_is_the_same_in_yaml_and_in_gherkin(steps: Compile, yaml: Compile) -> None:
    from_feature, from_yaml = sound(steps(IN_GHERKIN)), sound(yaml(IN_YAML))

    assert from_feature.definition == from_yaml.definition
    assert from_feature.shoppers == from_yaml.shoppers
    assert from_feature.shop == from_yaml.shop
    assert (from_feature.starts, from_feature.seed) == (from_yaml.starts, from_yaml.seed)
