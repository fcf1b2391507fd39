"""Segments, devices, relations and anonymous ids of the two sides of a merge."""

import pytest

from simulator.operations import AddDevice, Relate
from simulator.workspace import views
from tests.builders import START, a_workspace, advance, attributes, identify, minutes, named, person, put_in, track
from tests.workspace.merges import WORK, events, losses, merge, merged


def test_the_secondary_leaves_its_segments_in_the_second_of_the_merge() -> None:
    machine = a_workspace(identify("u1"), track("u2"), segments={"S": {"performed": "Added to Cart"}})
    advance(machine, START)
    second = person(machine, "u2").cio_id

    machine.apply(merge("u1", "u2"), at=START + 60)
    advance(machine, START + 60)

    found = views.segment(machine, "S")
    assert found is not None
    assert [(change.cio_id, change.at - START, change.entered) for change in found.history or ()] == [
        (second, 0, True),
        (second, 60, False),
        (person(machine, "u1").cio_id, 60, True),
    ]


@pytest.mark.rule("merge.manual-segments")
def test_the_primary_is_in_the_manual_segments_of_both() -> None:
    machine = a_workspace(
        identify("u1"), identify("u2"), put_in("A", "u1"), put_in("B", "u2"), segments={"A": "manual", "B": "manual"}
    )

    machine.apply(merge("u1", "u2"), at=START)

    assert person(machine, "u1").segments == ("A", "B")


@pytest.mark.rule("merge.devices")
@pytest.mark.parametrize(("setting", "tokens"), [("union", ["t1", "t2"]), ("drop", ["t1"])])
def test_the_primary_has_the_devices_of_both_by_token(setting: str, tokens: list[str]) -> None:
    machine = a_workspace(
        AddDevice(named("u1"), "t1", "ios"),
        AddDevice(named("u2"), "t1", "android"),
        AddDevice(named("u2"), "t2", "android"),
        settings={"merge_devices": setting},
    )

    machine.apply(merge("u1", "u2"), at=START)

    devices = person(machine, "u1").devices
    assert [device.token for device in devices] == tokens
    assert devices[0].platform == "ios"


@pytest.mark.rule("merge.relationships")
def test_relations_that_the_primary_lacks_are_added_and_its_own_stay() -> None:
    machine = a_workspace(
        Relate("1", "acme", named("u1"), attributes={"role": "admin"}),
        Relate("1", "acme", named("u2"), attributes={"role": "guest"}),
        Relate("1", "other", named("u2")),
    )

    machine.apply(merge("u1", "u2"), at=START)

    one = person(machine, "u1")
    assert [(relation.object_id, relation.attributes) for relation in one.relations] == [
        ("acme", {"role": "admin"}),
        ("other", {}),
    ]
    assert losses(machine)[-1] == ("relation", "acme", {"role": "guest"}, {"role": "admin"}, "merge.relationships")


@pytest.mark.rule("merge.anonymous")
@pytest.mark.parametrize("own", [None, "x1"])
def test_events_that_still_come_with_the_secondary_s_anonymous_id_are_the_primary_s(own: str | None) -> None:
    machine = a_workspace(
        identify("u1", {} if own is None else {"anonymous_id": own}), identify(WORK, anonymous_id="x2")
    )
    merged(machine, at=START + minutes(1))

    machine.apply(track(None, "Product Viewed", anonymous_id="x2"), at=START + minutes(5))
    machine.apply(track(None, "Too Late", anonymous_id="x2"), at=START + minutes(5) + 1)

    assert events(machine) == ["Product Viewed"]
    assert attributes(machine, "u1") == {"anonymous_id": own or "x2"}
