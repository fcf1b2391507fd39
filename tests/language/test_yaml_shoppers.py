"""The shoppers of a scenario file: devices of their own and of others, and what is known of them from before."""

import pytest

from simulator.scenario import Shopper
from simulator.shoppers import KnownFact, SharedDevice
from tests.language.compiled import Compile, sound

EXPECT = "expect: [{at: 0m, profiles: 0}]\n"


def test_a_known_customers_facts_belong_to_the_backend_unless_another_source_owns_them(yaml: Compile) -> None:
    facts = "{customer_id: 118, plan: gold, tier: {value: 5, owner: shop}, points: {value: 7, owner: warehouse}}"

    scenario = sound(yaml(f"scenario: S\nshoppers: {{Ada: {{known as: {facts}}}}}\n{EXPECT}"))

    assert scenario.shoppers[0].known == (
        KnownFact("customer_id", "118"),
        KnownFact("plan", "gold"),
        KnownFact("tier", 5, "storefront"),
        KnownFact("points", 7, "warehouse"),
    )


def test_separate_profiles_are_rows_of_facts_without_what_is_blank(yaml: Compile) -> None:
    rows = '[{email: a@example.com, email consent: no, phone: ""}, {phone: "+12025550143", SMS consent: true}]'

    scenario = sound(yaml(f"scenario: S\nshoppers: {{Ada: {{profiles: {rows}}}}}\n{EXPECT}"))

    assert scenario.shoppers[0].profiles == (
        (KnownFact("email", "a@example.com"), KnownFact("email consent", value=False)),
        (KnownFact("phone", "+12025550143"), KnownFact("SMS consent", value=True)),
    )


def test_a_shopper_uses_devices_of_another_and_blocks_tracking_on_some(yaml: Compile) -> None:
    ben = "{uses device of: {Ana: [laptop, phone]}, blocks tracking: tablet}"

    scenario = sound(yaml(f"scenario: S\nshoppers: {{Ana: {{}}, Ben: {ben}}}\n{EXPECT}"))

    shares = (SharedDevice("laptop", "Ana"), SharedDevice("phone", "Ana"))
    assert scenario.shoppers[1] == Shopper("Ben", shares=shares, blocks=("tablet",))


BAD = {
    "a persona nobody has": (
        "{Maya: {persona: gust}}",
        ["story.yaml:2:28: unknown persona 'gust'. Did you mean 'guest'? Defined: guest, visitor."],
    ),
    "a device nobody has": (
        "{Maya: {devices: [labtop]}}",
        ["story.yaml:2:29: unknown device 'labtop'. Did you mean 'laptop'? Defined: laptop, phone, tablet, till."],
    ),
    "a known customer without a key": (
        "{Maya: {known as: {plan: gold}}}",
        ["story.yaml:2:29: 'known as' of 'Maya' needs a customer_id, an email or a phone"],
    ),
    "a profile without a key": (
        "{Maya: {profiles: [{plan: gold}]}}",
        ["story.yaml:2:30: a profile of 'Maya' needs a customer_id, an email or a phone"],
    ),
    "a consent that is neither yes nor no": (
        "{Maya: {known as: {email: m@example.com, email consent: perhaps}}}",
        ["story.yaml:2:52: email consent: expected yes or no, found 'perhaps'"],
    ),
    "a consent to what is no channel": (
        "{Maya: {known as: {email: m@example.com, Emial consent: yes}}}",
        [
            (
                "story.yaml:2:52: unknown channel 'emial' in 'Emial consent'. Did you mean 'email'? "
                "Defined: email, push, sms, whatsapp."
            )
        ],
    ),
    "a phone without quotes": (
        "{Maya: {known as: {phone: +12025550143}}}",
        [
            (
                "story.yaml:2:30: '12025550143' is no phone number; write it with a plus and the country code, "
                "such as +12025550143, in YAML in quotes"
            )
        ],
    ),
    "a device of nobody": (
        "{Maya: {uses device of: {Mayu: laptop}}}",
        ["story.yaml:2:36: unknown shopper 'Mayu'. Did you mean 'Maya'? Defined: Maya."],
    ),
    "a device of one's own": (
        "{Maya: {uses device of: {Maya: laptop}}}",
        ["story.yaml:2:12: 'Maya' shares the laptop with nobody but themselves"],
    ),
    "two laptops": (
        "{Maya: {}, Ben: {devices: [laptop], uses device of: {Maya: laptop}}}",
        ["story.yaml:2:22: 'Ben' has a laptop already, beside the one of 'Maya'"],
    ),
    "a device lent on": (
        "{Ana: {}, Ben: {uses device of: {Ana: till}}, Cid: {uses device of: {Ben: till}}}",
        ["story.yaml:2:57: the till of 'Ben' is that of 'Ana'; name 'Ana' as its owner"],
    ),
}


@pytest.mark.parametrize(("shoppers", "problems"), BAD.values(), ids=BAD.keys())
def test_what_is_wrong_with_a_shopper_is_said_at_its_place(yaml: Compile, shoppers: str, problems: list[str]) -> None:
    scenario, found = yaml(f"scenario: S\nshoppers: {shoppers}\n{EXPECT}")

    assert sorted(found) == problems
    assert scenario is None
