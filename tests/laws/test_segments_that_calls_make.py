"""Laws of segments that calls make and delete among everything else: numbers, members, replay and snapshots."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from simulator.operations import CreateSegment, Define, DeleteSegment, Operation, Reach, Reset
from simulator.values import Json
from simulator.workspace import Machine, views
from simulator.workspace.effects import Rejected, SegmentCreated, SegmentDeleted
from simulator.workspace.replay import log_bytes, replayed
from simulator.workspace.snapshot import restored, saved, state_bytes
from tests.builders import START, advance, define, members, put_in, segment, take_out
from tests.laws.histories import HORIZON, LASTS, PEOPLE, Act, histories, segment_sets
from tests.laws.test_replay import CAMPAIGN

ALLOWED: dict[str, Json] = {"app_seg_delete_dynamic": "allow"}
_names = st.sampled_from(("M", "S1", "S2", "New"))
_who = st.sampled_from(PEOPLE)
_calls: st.SearchStrategy[Operation] = st.one_of(
    st.builds(CreateSegment, _names),
    st.builds(DeleteSegment, _names),
    st.builds(lambda change, *named: change(*named), st.sampled_from((put_in, take_out)), _names, _who),
)
ACTS = st.builds(
    lambda acts, calls: sorted([*acts, *calls], key=lambda act: act.second),
    histories(),
    st.lists(st.builds(Act, st.integers(0, LASTS), _calls), min_size=1, max_size=10),
)


def set_up(segments: dict[str, Any]) -> Define:
    campaign = {**CAMPAIGN["R"], "filter": {"not in segment": "M"}}
    return define(segments=segments, campaigns={"R": campaign}, settings=ALLOWED, watch=(*segments, "New"))


def lived_through(segments: dict[str, Any], acts: list[Act]) -> Machine:
    machine = Machine(now=START)
    machine.apply(set_up(segments), at=START)
    for act in acts:
        machine.apply(act.operation, at=START + act.second)
    return machine


@given(segment_sets(), ACTS)
def test_a_replayed_log_gives_the_same_bytes(segments: dict[str, Any], acts: list[Act]) -> None:
    machine = lived_through(segments, acts)
    advance(machine, START + HORIZON)

    again = replayed(log_bytes(machine.log, starts=START))

    assert state_bytes(again) == state_bytes(machine)


@given(segment_sets(), ACTS, st.integers(0, 20))
def test_a_workspace_that_comes_back_in_between_goes_on_to_the_same_bytes(
    segments: dict[str, Any], acts: list[Act], cut: int
) -> None:
    machine = lived_through(segments, acts[:cut])
    again = restored(saved(machine))
    assert saved(again) == saved(machine)

    for one in (machine, again):
        for act in acts[cut:]:
            one.apply(act.operation, at=START + act.second)
        advance(one, START + HORIZON)

    assert saved(again) == saved(machine)


@given(segment_sets(), ACTS, st.permutations(("S1", "M", "More")))
def test_a_number_is_given_once_and_stays_with_its_segment(
    segments: dict[str, Any], acts: list[Act], others: list[str]
) -> None:
    machine = lived_through(segments, [])
    numbers = {name: number for number, name in enumerate(segments, 1)}
    given_out = len(numbers)

    for act in acts:
        for effect in machine.apply(act.operation, at=START + act.second).effects:
            if isinstance(effect, SegmentCreated):
                given_out += 1
                numbers[effect.segment] = effect.number
                assert effect.number == given_out
            elif isinstance(effect, SegmentDeleted):
                assert numbers.pop(effect.segment) == effect.number
        assert {name: segment(machine, name).id for name in numbers} == numbers
        assert views.segment_names(machine) == tuple(sorted(numbers, key=lambda name: numbers[name]))

    machine.apply(set_up(dict.fromkeys(others, "manual")), at=machine.now)
    for name in others:
        number = segment(machine, name).id
        assert number == numbers[name] if name in numbers else number > given_out


@given(segment_sets(), ACTS)
def test_a_history_ends_as_the_members_are_and_nobody_is_in_what_is_not_there(
    segments: dict[str, Any], acts: list[Act]
) -> None:
    machine = lived_through(segments, acts)

    advance(machine, START + HORIZON)

    there = views.segment_names(machine)
    for name in there:
        found = segment(machine, name)
        last = {change.cio_id: change.entered for change in found.history or ()}
        assert {who for who, entered in last.items() if entered} == {one.cio_id for one in found.members}
    assert all(set(one.segments) <= set(there) for one in views.people(machine))


@given(segment_sets(), ACTS, st.sampled_from(("error_400", "allow")), st.sampled_from(("error_409", "allow")))
def test_a_refusal_changes_nothing_and_its_setting_is_why(
    segments: dict[str, Any], acts: list[Act], dynamic: str, in_use: str
) -> None:
    machine = Machine(now=START)
    settings: dict[str, Json] = {"app_seg_delete_dynamic": dynamic, "app_seg_delete_in_use": in_use}
    machine.apply(define(segments=segments, settings=settings), at=START)
    for act in acts:
        machine.apply(Reach(START + act.second), at=machine.now)
        before = state_bytes(machine)
        refusals = [one for one in machine.apply(act.operation, at=machine.now).effects if isinstance(one, Rejected)]
        for refusal in refusals:
            assert state_bytes(machine) == before
            assert refusal.rule != "app.seg.delete-dynamic" or dynamic == "error_400"
            assert refusal.rule != "app.seg.delete-used" or in_use == "error_409"


@given(segment_sets(), ACTS)
def test_a_reset_brings_back_what_the_definition_says(segments: dict[str, Any], acts: list[Act]) -> None:
    machine = lived_through(segments, acts)

    machine.apply(Reset(), at=machine.now)

    assert [(segment(machine, name).id, name) for name in views.segment_names(machine)] == [*enumerate(segments, 1)]
    assert all(members(machine, name) == [] for name in segments)
