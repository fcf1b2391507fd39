"""Segments that calls make and delete, as the machine sees them: effects, provenance, and the second they happen in."""

import pytest

from simulator.operations import CreateSegment, DeleteSegment
from simulator.values import Json
from simulator.workspace.effects import Rejected, SegmentCreated, SegmentDeleted, SegmentLeft
from simulator.workspace.snapshot import restored, saved
from tests.builders import START, a_workspace, advance, identify, members, minutes, passages, put_in, segment, track

READS_M: dict[str, Json] = {"M": "manual", "S": {"in segment": "M"}, "Rest": {"not in segment": "M"}}


def test_making_a_segment_and_deleting_it_are_told() -> None:
    machine = a_workspace(segments=READS_M)

    made = machine.apply(CreateSegment("VIPs", "Who buys most"), at=START)
    gone = machine.apply(DeleteSegment("VIPs"), at=START)

    assert made.effects == (SegmentCreated("VIPs", 4),)
    assert gone.effects == (SegmentDeleted("VIPs", 4),)


def test_whoever_is_in_a_deleted_segment_leaves_it() -> None:
    machine = a_workspace(identify("u1"), identify("u2"), put_in("M", "u1"), segments={"M": "manual"})

    gone = machine.apply(DeleteSegment("M"), at=START)

    assert gone.effects == (SegmentLeft("03000001", "M"), SegmentDeleted("M", 1))


@pytest.mark.rule("app.seg.delete-204")
def test_what_is_not_there_is_not_deleted() -> None:
    machine = a_workspace()

    assert machine.apply(DeleteSegment("VIPs"), at=START).effects == (
        Rejected("no segment is called 'VIPs'", "app.seg.delete-204"),
    )


def test_a_deletion_moves_the_segments_that_read_it_in_its_own_second_and_because_of_it() -> None:
    machine = a_workspace(identify("u1"), put_in("M", "u1"), segments=READS_M)
    advance(machine, START + 60)

    gone = machine.apply(DeleteSegment("M"), at=START + 90)
    advance(machine, START + 90)

    assert passages(machine, "S") == [(0, "entered"), (90, "left")]
    assert passages(machine, "Rest") == [(90, "entered")]
    assert [change.operation for change in segment(machine, "Rest").history or ()] == [gone.number]


def test_a_deletion_touches_nobody_who_was_not_in_the_segment() -> None:
    machine = a_workspace(identify("u1"), segments=READS_M)
    advance(machine, START + 60)

    machine.apply(DeleteSegment("M"), at=START + 90)

    assert advance(machine, START + 90).fired == ()


def test_a_segment_that_is_made_again_in_the_same_second_is_another_one() -> None:
    machine = a_workspace(identify("u1"), put_in("M", "u1"), segments=READS_M)

    machine.apply(DeleteSegment("M"), at=START)
    machine.apply(CreateSegment("M"), at=START)
    machine.apply(identify("u1", plan="pro"), at=START)
    advance(machine, START + 1)

    assert (segment(machine, "M").id, members(machine, "M"), members(machine, "Rest")) == (4, [], ["u1"])


@pytest.mark.rule("app.seg.delete-dynamic")
def test_a_deleted_data_driven_segment_has_no_timer_any_more() -> None:
    recent: Json = {"performed": "Added to Cart", "within": "4 hours"}
    settings: dict[str, Json] = {"app_seg_delete_dynamic": "allow"}
    machine = a_workspace(track("u1"), segments={"Recent": recent, "S": {"in segment": "Recent"}}, settings=settings)
    advance(machine, START + 60)

    gone = machine.apply(DeleteSegment("Recent"), at=START + minutes(5))
    advance(machine, START + minutes(600))

    assert gone.effects == (SegmentLeft("03000001", "Recent"), SegmentDeleted("Recent", 1))
    assert passages(machine, "S") == [(0, "entered"), (minutes(5), "left")]


def test_a_call_that_waits_for_a_segment_finds_it_gone() -> None:
    settings: dict[str, Json] = {"processing_delay": "10 seconds"}
    machine = a_workspace(identify("u1"), segments={"M": "manual"}, settings=settings)

    machine.apply(put_in("M", "u1"), at=START + 60)
    machine.apply(DeleteSegment("M"), at=START + 61)

    fired = advance(machine, START + 90).fired
    assert [type(told.effect).__name__ for told in fired] == ["Ignored"]


def test_whoever_was_in_a_watched_segment_enters_the_one_that_is_made_under_its_name() -> None:
    machine = a_workspace(identify("u1"), put_in("M", "u1"), segments=READS_M)
    advance(machine, START + 60)

    machine.apply(DeleteSegment("M"), at=START + 70)
    machine.apply(CreateSegment("M"), at=START + 80)
    machine.apply(put_in("M", "u1"), at=START + 90)
    advance(machine, START + 90)

    assert passages(machine, "M") == [(90, "entered")]
    assert passages(machine, "S") == [(0, "entered"), (70, "left"), (90, "entered")]


@pytest.mark.rule("app.seg.create-200")
def test_a_segment_that_is_made_under_the_name_of_a_deleted_data_driven_one_is_manual_and_stays_so() -> None:
    machine = a_workspace(
        identify("u1", plan="pro"),
        segments={"S": {"attribute": "plan", "exists": True}},
        settings={"app_seg_delete_dynamic": "allow"},
    )
    machine.apply(DeleteSegment("S"), at=START)
    machine.apply(CreateSegment("S"), at=START)

    for one in (machine, restored(saved(machine))):
        assert (segment(one).type, members(one)) == ("manual", [])
