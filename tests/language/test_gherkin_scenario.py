"""Features compiled: what each step makes of the scenario, and what is said about steps that can't be right."""

from pathlib import Path

import pytest

from simulator.documents import Place, Problems
from simulator.instants import instant_from
from simulator.language import WrittenStep, compile_written, read_feature
from simulator.scenario import (
    DEFAULT_START,
    Expect,
    LetArrive,
    LetPass,
    Opaque,
    ReachInstant,
    Setting,
    Shop,
    Shopper,
)
from simulator.shoppers import KnownFact, SharedDevice
from tests.language.compiled import BERLIN, MIA, Compile, sound


def test_the_clock_moves_by_a_duration_to_an_instant_of_the_shop_or_to_the_last_arrival(steps: Compile) -> None:
    scenario = sound(
        steps(
            f"""\
{BERLIN}
When 2 hours pass
And the clock reaches 2026-03-02 13:00:01
And every outstanding delivery has arrived
"""
        )
    )

    _, _, passing, reaching, arriving = scenario.items
    assert isinstance(passing, LetPass)
    assert passing.seconds == 7_200
    assert isinstance(reaching, ReachInstant)
    assert reaching.instant == instant_from("2026-03-02T13:00:01+01:00")
    assert isinstance(arriving, LetArrive)


def test_the_shop_the_start_and_the_seed_are_the_scenarios(steps: Compile) -> None:
    scenario = sound(steps(f"{BERLIN}And the run uses seed 42\n"))

    assert scenario.shop == Shop("Lumen Skin", "EUR", "Europe/Berlin")
    assert scenario.starts == instant_from("2026-03-02T09:00+01:00")
    assert scenario.seed == 42


def test_without_a_shop_times_are_in_the_zone_of_the_workspace(steps: Compile) -> None:
    scenario = sound(steps("Given it is 2026-03-02 09:00\n"))

    assert scenario.shop.zone == "America/New_York"
    assert scenario.starts == instant_from("2026-03-02T09:00-05:00")


def test_a_scenario_that_says_no_time_starts_on_a_monday(steps: Compile) -> None:
    assert sound(steps(MIA)).starts == DEFAULT_START == instant_from("2026-01-05T09:00Z")


def test_shoppers_have_the_devices_that_the_givens_name(steps: Compile) -> None:
    scenario = sound(steps(f'{MIA}And "Mia" also uses a phone\nAnd "Mia" also uses a laptop\n'))

    assert scenario.shoppers == (Shopper("Mia", devices=("laptop", "phone")),)


def test_shoppers_share_devices_block_tracking_and_are_known_from_before(steps: Compile) -> None:
    scenario = sound(
        steps(
            f"""\
{MIA}
And "Ben" is a known customer with:
  | attribute     | value         | owner |
  | email         | b@example.com | shop  |
  | email consent | no            |       |
And "Ben" also uses the laptop of "Mia"
And "Ben" blocks browser tracking on the tablet
And "Mia" has these separate profiles:
  | phone        |
  | +12025550143 |
"""
        )
    )

    mia, ben = scenario.shoppers
    assert mia == Shopper("Mia", devices=("laptop",), profiles=((KnownFact("phone", "+12025550143"),),))
    known = (KnownFact("email", "b@example.com", "storefront"), KnownFact("email consent", value=False))
    assert ben == Shopper("Ben", shares=(SharedDevice("laptop", "Mia"),), known=known, blocks=("tablet",))


def test_a_workspace_that_identifies_by_phone_has_three_identifiers(steps: Compile) -> None:
    scenario = sound(steps("Given the workspace identifies people by phone too\n"))

    settings = scenario.definition["settings"]
    assert isinstance(settings, dict)
    assert settings["identifiers"] == ["id", "email", "phone"]
    assert settings["timezone"] == "America/New_York"


def test_every_step_is_one_item_with_its_words_and_place(steps: Compile) -> None:
    scenario = sound(steps(f'{MIA}When 1 hour passes\nThen "Mia" is 0 profiles\n'))

    assert [type(item) for item in scenario.items] == [Setting, LetPass, Expect]
    assert scenario.items[1].text == "1 hour passes"
    assert scenario.items[1].place == Place("story.feature", 4, 1)


def test_a_segment_of_the_scenario_joins_the_workspace_or_replaces_its_namesake(steps: Compile) -> None:
    scenario = sound(
        steps(
            """\
Given the segment "Press list" is:
  \"\"\"
  performed "Order Placed"
  \"\"\"
And the segment "New" is:
  \"\"\"
  performed "Added to Cart"
  and not performed "Order Placed"
  \"\"\"
"""
        )
    )

    segments = scenario.definition["segments"]
    assert isinstance(segments, dict)
    assert segments["Press list"] == 'performed "Order Placed"'
    assert segments["New"] == 'performed "Added to Cart"\nand not performed "Order Placed"'
    assert segments["Known Purchasers"] == {"performed": "Order Placed"}


def test_a_campaign_of_the_scenario_sends_one_email_after_its_wait_every_time(steps: Compile) -> None:
    scenario = sound(steps('Given the campaign "Nudge" starts on "Added to Cart" and waits 90 minutes\n'))

    campaigns = scenario.definition["campaigns"]
    assert isinstance(campaigns, dict)
    assert campaigns["Nudge"] == {
        "trigger": {"event": "Added to Cart"},
        "frequency": "every time",
        "steps": [{"delay": "90 minutes"}, {"send": {"email": "Nudge", "subject": "Nudge"}}],
    }


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_cancelling_event_is_the_exit_of_a_campaign_said_before_or_after(
    steps: Compile, order: tuple[int, int]
) -> None:
    sentences = (
        'the campaign "Cart recovery" starts on "Added to Cart" and waits 1 hour',
        'the campaign "Cart recovery" is cancelled by "Order Placed"',
    )

    scenario = sound(steps("".join(f"Given {sentences[number]}\n" for number in order)))

    campaigns = scenario.definition["campaigns"]
    assert isinstance(campaigns, dict)
    assert campaigns["Cart recovery"] == {
        "trigger": {"event": "Added to Cart"},
        "frequency": "every time",
        "steps": [{"delay": "1 hour"}, {"send": {"email": "Cart recovery", "subject": "Cart recovery"}}],
        "exit": {"performed": "Order Placed"},
    }


def test_a_cancelling_event_amends_a_campaign_of_the_workspace(steps: Compile) -> None:
    scenario = sound(steps('Given the campaign "Cart recovery" is cancelled by "Quiz Finished"\n'))

    campaigns = scenario.definition["campaigns"]
    assert isinstance(campaigns, dict)
    campaign = campaigns["Cart recovery"]
    assert isinstance(campaign, dict)
    assert campaign["exit"] == {"performed": "Quiz Finished"}
    assert campaign["frequency"] == "once per 7 days"


def test_a_consent_that_is_required_amends_a_campaign(steps: Compile) -> None:
    scenario = sound(steps('Given the campaign "Cart recovery" requires SMS consent\n'))

    campaigns = scenario.definition["campaigns"]
    assert isinstance(campaigns, dict)
    campaign = campaigns["Cart recovery"]
    assert isinstance(campaign, dict)
    assert campaign["requires"] == "sms consent"


def test_a_feature_without_a_workspace_has_its_own_segments_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.feature").write_text(
        'Feature: F\n  Scenario: S\n    Given the segment "A" is:\n      """\n      a exists\n      """\n'
    )
    problems = Problems()
    (written,) = read_feature("a.feature", problems)

    scenario = compile_written(written, problems)

    assert not problems
    assert scenario is not None
    assert scenario.definition == {"segments": {"A": "a exists"}}


def test_a_step_of_the_users_own_is_an_opaque_item(folder: Path) -> None:
    (folder / "a.feature").write_text("Feature: F\n  Scenario: S\n    When the robot dances\n    And 1 hour passes\n")
    problems = Problems()
    (written,) = read_feature("a.feature", problems)

    def is_own(step: WrittenStep) -> bool:
        return "robot" in step.text

    scenario = compile_written(written, problems, is_own=is_own)

    assert scenario is not None
    assert scenario.items[0] == Opaque(Place("a.feature", 3, 5), "the robot dances")


def test_deliveries_are_tried_in_other_orders_only_where_nothing_else_is_done(folder: Path) -> None:
    (folder / "a.feature").write_text(
        "Feature: F\n  Scenario: S\n    When the robot dances\n"
        "    Then the result is the same for every delivery order\n"
    )
    problems = Problems()
    (written,) = read_feature("a.feature", problems)

    compile_written(written, problems, is_own=lambda step: "robot" in step.text)

    (problem,) = map(str, problems)
    assert problem == (
        "a.feature:4:5: 'the result is the same for every delivery order' tries the deliveries anew, and the step of "
        "your own in line 3, 'the robot dances', can't be: nobody knows what it does"
    )
