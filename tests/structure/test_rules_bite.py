"""A test that bites: turn one rule into its neighbour, and exactly these stories turn red.

A rule that no story notices is a rule that could be wrong tomorrow.
"""

from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import pytest

from simulator.documents import Problems
from simulator.engine import run_scenario
from simulator.instants import Instant
from simulator.language import compile_yaml
from simulator.operations import Identifier, IdentifierKind
from simulator.scenario import Scenario
from simulator.targets import open_target
from simulator.workspace import anonymous, attributes, identity, merging, profiles, tracking
from simulator.workspace.agenda import Phase
from simulator.workspace.anonymous import Anonymous, Owner
from simulator.workspace.campaigns import passages
from simulator.workspace.effects import MergeLost
from simulator.workspace.events import EventRow
from simulator.workspace.facts import Facts
from simulator.workspace.identity import SET_ONCE, Join, Refusal
from simulator.workspace.profiles import Person
from simulator.workspace.segments import evaluator, windows
from simulator.workspace.segments.conditions import Times, Window
from simulator.workspace.settings import Settings

ROOT = Path(__file__).parents[2]


class Rule(NamedTuple):
    """Where the rule stands, its neighbour, and the stories that must notice."""

    id: str
    module: object
    name: str
    neighbour: object
    red: set[str]


def _a_window_without_its_last_second(window: Window, now: Instant) -> Instant:
    return now - window.within + 1 if window.within is not None else -(1 << 62)


def _no_age_for_negated_windows(person: Person, window: int) -> Instant:
    return person.added_at


def _every_event_is_new(event_id: str | None, settings: Settings) -> None:
    return None


def _nothing_attached(
    self: Anonymous, anonymous_id: str, person: int, now: Instant, settings: Settings
) -> list[EventRow]:
    self.owners[anonymous_id] = Owner(-1, now)
    return []


def _a_goal_only_after_the_first_second(goal_at: Instant, entered_at: Instant) -> bool:
    return goal_at > entered_at


def _more_than_asked_for(count: int, times: Times) -> bool:
    return count > times.count


def _emails_with_their_case(kind: IdentifierKind, value: str, trims: object) -> str:
    return value


def _a_second_longer_between_entries(gap: int | None, last: Instant | None, now: Instant) -> bool:
    return last is None or (gap is not None and now - last > gap)


def _a_day_without_its_last_second(row: EventRow, settings: Settings) -> Instant:
    return row.received + 30 * 86_400


def _no_claim(holder: Person, asked: Identifier, found_by: Identifier, settings: Settings) -> Refusal:
    return Refusal(asked, SET_ONCE, "identity.claim-taken")


def _two_people_always_merge(
    person: Person, asked: Identifier, holder: Person, brought: Identifier, settings: Settings
) -> Join:
    return Join(holder)


def _the_last_update_wins(sent_at: Instant, stored_at: Instant) -> bool:
    return False


def _suppressed_people_come_back(self: Facts, who: Identifier, *brought: Identifier) -> bool:
    return False


def _nothing_inherited(facts: Facts, primary: Person, secondary: Person) -> list[MergeLost]:
    return []


def _no_events_inherited(facts: Facts, primary: Person, secondary: Person) -> tuple[list[EventRow], list[EventRow]]:
    return [], []


def _nothing_comes_late(self: Anonymous, anonymous_id: str, now: Instant, settings: Settings) -> None:
    return None


_SENDS_BEFORE_EXITS = SimpleNamespace(
    ENROLMENTS=Phase.ENROLMENTS, EXITS=Phase.SENDS, TIMERS=Phase.EXITS, SENDS=Phase.TIMERS
)


RULES = [
    Rule(
        "segments.evt.lower-inclusive",
        windows,
        "oldest_counted",
        _a_window_without_its_last_second,
        {"cart_abandoner_last_second"},
    ),
    Rule(
        "segments.neg.age",
        evaluator,
        "old_enough_at",
        _no_age_for_negated_windows,
        {"cart_abandoner_as_usually_written"},
    ),
    Rule(
        "segments.evt.count",
        windows,
        "enough",
        _more_than_asked_for,
        {
            "anonymous_browse_then_identify",
            "cart_abandoner_as_usually_written",
            "cart_abandoner_last_second",
            "guest_order_then_account",
            "guest_order_then_account_other_email",
            "known_purchasers_equal_the_shop_s_list",
            "late_order_webhook",
            "order_webhook_twice",
            "quiz_of_a_clinic",
        },
    ),
    Rule(
        "events.dedupe-ulid",
        tracking,
        "dedupe_key",
        _every_event_is_new,
        {"event_ids_made_from_the_email", "late_order_webhook", "order_webhook_twice", "results_in_any_order"},
    ),
    Rule(
        "anonymous.merge",
        Anonymous,
        "claim",
        _nothing_attached,
        {
            "anonymous_browse_then_identify",
            "anonymous_history_of_thirty_days",
            "late_order_webhook",
            "purchase_before_identify",
            "shared_laptop_with_reset",
            "shared_laptop_without_reset",
            "two_devices_one_customer_id",
        },
    ),
    Rule("anonymous.late5", Anonymous, "owner_at", _nothing_comes_late, {"shared_laptop_without_reset"}),
    Rule("identity.claim", identity, "_claim", _no_claim, {"guest_order_then_account"}),
    Rule(
        "identity.conflict.orphan",
        identity,
        "_two_people",
        _two_people_always_merge,
        {"newsletter_orphan_owns_the_new_address"},
    ),
    Rule(
        "attributes.order",
        attributes,
        "is_older",
        _the_last_update_wins,
        {"older_update_after_a_newer_one", "results_in_any_order"},
    ),
    Rule("suppression.ignored", Facts, "turned_away", _suppressed_people_come_back, {"suppressed_person_is_ignored"}),
    Rule(
        "merge.attributes",
        merging,
        "_attributes",
        _nothing_inherited,
        {"consent_lost_by_a_merge", "guest_order_then_account_other_email", "newsletter_orphan_is_linked"},
    ),
    Rule("merge.events", merging, "_events", _no_events_inherited, {"guest_order_then_account_other_email"}),
    Rule(
        "anonymous.retention",
        anonymous,
        "forgotten_at",
        _a_day_without_its_last_second,
        {"anonymous_history_of_thirty_days"},
    ),
    Rule("identity.email.case", profiles, "lookup_form", _emails_with_their_case, {"email_in_capitals"}),
    Rule(
        "campaigns.goal.lookback",
        passages,
        "stops",
        _a_goal_only_after_the_first_second,
        {"recovery_30_order_20_late", "recovery_30_order_30_late"},
    ),
    Rule(
        "campaigns.frequency.min-gap",
        passages,
        "may_enter_again",
        _a_second_longer_between_entries,
        {"second_cart_within_a_week"},
    ),
    Rule("campaigns.instant.order", passages, "Phase", _SENDS_BEFORE_EXITS, {"recovery_30_order_30_late"}),
]


def stories() -> dict[str, Scenario]:
    problems = Problems()
    compiled = {path.stem: compile_yaml(path, problems) for path in sorted((ROOT / "scenarios").glob("*.yaml"))}
    problems.raise_if_any()
    return {name: story for name, story in compiled.items() if story is not None}


def red_stories() -> set[str]:
    with open_target("embedded") as targets:
        return {name for name, story in stories().items() if not run_scenario(story, targets).holds}


def test_no_story_is_red_as_the_rules_are() -> None:
    assert red_stories() == set()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_turned_into_its_neighbour_turns_its_stories_red(rule: Rule, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rule.module, rule.name, rule.neighbour)

    assert red_stories() == rule.red
