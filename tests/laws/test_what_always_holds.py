"""After any calls identifiers are unique, nothing is overdue, and log and bytes give the same workspace again."""

from typing import Any, get_args

from hypothesis import given

from simulator.operations import Advance, Identifier, IdentifierKind
from simulator.workspace import views
from simulator.workspace.replay import log_bytes, replayed
from simulator.workspace.snapshot import restored, saved, state_bytes
from tests.builders import START, a_workspace, advance
from tests.laws.histories import HORIZON, histories, segment_sets
from tests.laws.histories import Act as Event
from tests.laws.identity_histories import SETTINGS, Act, acts
from tests.laws.side_by_side import Both, lived_through
from tests.laws.test_replay import CAMPAIGN

KINDS: tuple[IdentifierKind, ...] = get_args(IdentifierKind)


@given(SETTINGS, acts)
def test_every_identifier_has_one_holder_whom_every_spelling_finds(
    settings: dict[str, Any], history: list[Act]
) -> None:
    machine = lived_through(settings, history).machine

    for one in views.people(machine):
        for kind in KINDS:
            value = getattr(one, kind)
            if value is not None and kind in ("cio_id", *settings.get("identifiers", ["id", "email"])):
                spelled = value.upper() if kind == "email" else value
                assert views.person(machine, Identifier(kind, spelled)) == one


@given(SETTINGS, acts)
def test_nothing_is_due_before_now_nor_in_a_second_that_was_looked_at(
    settings: dict[str, Any], history: list[Act]
) -> None:
    both = Both(settings)
    for act in history:
        both.perform(act)

        due = both.machine.next_due()
        assert due is None or due >= both.machine.now

    advance(both.machine, both.machine.now)
    due = both.machine.next_due()
    assert due is None or due > both.machine.now


@given(SETTINGS, acts)
def test_a_replayed_log_gives_the_same_people_and_bytes(settings: dict[str, Any], history: list[Act]) -> None:
    machine = lived_through(settings, history).machine

    again = replayed(log_bytes(machine.log, starts=START))

    assert views.people(again) == views.people(machine)
    assert state_bytes(again) == state_bytes(machine)


@given(SETTINGS, acts, acts)
def test_a_workspace_restored_from_its_bytes_goes_on_as_the_one_that_was_saved(
    settings: dict[str, Any], before: list[Act], after: list[Act]
) -> None:
    both = lived_through(settings, before)
    again, saved_after = restored(saved(both.machine)), len(both.machine.log)

    told = [outcome for act in after if (outcome := both.perform(act)) is not None]

    assert [again.apply(line.operation, at=line.at) for line in both.machine.log[saved_after:]] == told
    assert state_bytes(again) == state_bytes(both.machine)


@given(segment_sets(), histories(), histories())
def test_segments_and_campaigns_go_on_in_a_restored_workspace(
    segments: dict[str, Any], before: list[Event], after: list[Event]
) -> None:
    machine = a_workspace(segments=segments, campaigns=CAMPAIGN)
    for event in before:
        machine.apply(event.operation, at=START + event.second)
    again, then = restored(saved(machine)), machine.now

    for each in (machine, again):
        for event in after:
            each.apply(event.operation, at=then + event.second)
        each.apply(Advance(then + HORIZON), at=each.now)

    assert state_bytes(again) == state_bytes(machine)
    assert views.messages(again) == views.messages(machine)
    for name in segments:
        assert views.segment(again, name) == views.segment(machine, name)
