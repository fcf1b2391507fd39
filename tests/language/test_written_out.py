"""What either language learned to say so that the other can be written in it: shop, looks between doings, faults."""

from simulator.deliveries import Fault
from simulator.scenario import Act, AttributeIs, Expect, LetArrive, ProfileCount, Shop
from tests.language.compiled import MIA, Compile, acts, checks, sound

HEAD = "scenario: S\nshoppers: {Mia: {devices: [laptop]}}\n"
CAMPAIGN = """\
Given the campaign "Hello" is:
  \"\"\"
  trigger: {event: Quiz}
  frequncy: once
  steps: [{delay: 1 day}]
  \"\"\"
"""


def test_the_shop_of_a_scenario_file_has_a_name_a_currency_and_the_time_zone_of_its_times(yaml: Compile) -> None:
    story = sound(
        yaml(
            HEAD + "shop: {name: Lumen, currency: EUR, zone: Europe/Berlin}\nstarts: 2026-03-02 09:00\n"
            "expect: [{at: 0m, profiles: 0}]"
        )
    )

    assert story.shop == Shop("Lumen", "EUR", "Europe/Berlin")
    assert story.starts == 1_772_438_400
    assert story.definition["settings"] == {
        "identifiers": ["id", "email"],
        "anonymous_merge": True,
        "timezone": "Europe/Berlin",
    }


def test_a_currency_that_is_no_code_is_noted(yaml: Compile) -> None:
    _, problems = yaml(HEAD + "shop: {currency: euro}\nexpect: [{at: 0m, profiles: 0}]")

    assert problems == ["story.yaml:3:18: currency: 'euro' is no code such as 'EUR'"]


def test_an_expectation_in_the_journey_looks_before_what_stands_below_it(yaml: Compile) -> None:
    story = sound(
        yaml(
            HEAD + "journey:\n"
            "  - {at: 1m, shopper: Mia, on: laptop, does: start checkout}\n"
            "  - {at: 1m, profiles: 0}\n"
            "  - {at: 1m, shopper: Mia, on: laptop, does: identify, with: email}\n"
            "expect: [{at: 1m, profiles: 1}]"
        )
    )

    assert [type(item) for item in story.items] == [Act, Expect, Act, Expect]
    assert checks(story) == [ProfileCount(0), ProfileCount(1)]


def test_the_last_arrival_is_waited_for_when_everything_else_is_over(yaml: Compile) -> None:
    story = sound(yaml(HEAD + "expect:\n  - {at: last arrival, profiles: 1}\n  - {at: 1d, profiles: 0}\n"))

    assert [type(item) for item in story.items] == [Expect, LetArrive, Expect]
    assert checks(story) == [ProfileCount(0), ProfileCount(1)]


def test_a_look_at_the_last_arrival_does_not_stand_in_the_journey(yaml: Compile) -> None:
    _, problems = yaml(HEAD + "journey: [{at: last arrival, profiles: 0}]\nexpect: [{at: 1d, profiles: 0}]")

    assert problems == ["story.yaml:3:11: 'at: last arrival' looks at the very end; write it under 'expect'"]


def test_an_attribute_is_expected_with_its_type(yaml: Compile) -> None:
    story = sound(
        yaml(HEAD + "expect: [{at: 0m, profile: Mia, attributes: {total: {value: 1, type: number}, plan: gold}}]")
    )

    assert checks(story) == [AttributeIs("Mia", "total", 1, "number"), AttributeIs("Mia", "plan", "gold")]


def test_faults_of_the_next_delivery_add_up_and_befall_what_is_done_next_alone(steps: Compile) -> None:
    story = sound(
        steps(
            MIA + "Given the next delivery is 20 minutes late\nAnd the next delivery arrives 2 times\n"
            'When "Mia" starts checkout on the laptop\nAnd "Mia" starts checkout on the laptop\n'
            'Then "Mia" is 0 profiles'
        )
    )

    assert [act.fault for act in acts(story)] == [Fault(late=1_200, times=2), Fault()]


def test_a_fault_after_which_nothing_is_done_is_noted(steps: Compile) -> None:
    _, problems = steps(MIA + "Given the next delivery is lost")

    assert problems == ["story.feature:4:1: nothing is done after 'the next delivery is lost', so it befalls nothing"]


def test_what_is_wrong_in_a_definition_of_a_doc_string_is_told_where_it_stands(steps: Compile) -> None:
    _, problems = steps(CAMPAIGN)

    assert problems[0].startswith("story.feature:6:3: unknown key 'frequncy'")


def test_a_workspace_that_is_written_out_stands_for_the_one_above(steps: Compile) -> None:
    story = sound(
        steps('Given the workspace is:\n  """\n  segments: {A: manual}\n  """\nThen the segment "A" holds nobody')
    )

    assert story.definition == {"segments": {"A": "manual"}}


def test_a_member_who_is_no_shopper_is_told_with_their_row(steps: Compile) -> None:
    _, problems = steps(MIA + 'Then the segment "VIPs" holds exactly:\n  | shopper |\n  | Mai |')

    assert problems == ["story.feature:6:3: unknown shopper 'Mai'. Did you mean 'Mia'? Defined: Mia."]
