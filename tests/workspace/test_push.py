"""Pushes go to every device of a person whose token the provider still takes."""

import pytest

from simulator.operations import AddDevice, DeleteDevice, Merge, Operation, ReportPush
from simulator.values import Json
from simulator.workspace import Machine
from tests.builders import START, a_workspace, advance, identify, last_message, named, track

PUSH: dict[str, Json] = {"C": {"trigger": {"event": "Added to Cart"}, "steps": [{"send": {"push": "Back"}}]}}
PHONE, TABLET = AddDevice(named("u1"), "t1", "ios"), AddDevice(named("u1"), "t2", "android")
BOUNCED = (ReportPush("t1", "bounced"), ReportPush("t1", "bounced"))


def pushed(*operations: Operation) -> Machine:
    """A workspace in which those things and then a cart happened."""
    machine = a_workspace(identify("u1"), *operations, track("u1"), campaigns=PUSH)
    advance(machine, START)
    return machine


@pytest.mark.parametrize(
    ("operations", "tokens"),
    [
        ((PHONE,), "t1"),
        ((PHONE, TABLET), "t1, t2"),
        ((PHONE, TABLET, DeleteDevice(named("u1"), "t1")), "t2"),
        ((PHONE, AddDevice(named("u2"), "t2", "ios")), "t1"),
        ((PHONE, AddDevice(named("u2"), "t2", "ios"), Merge(named("u1"), named("u2"))), "t1, t2"),
    ],
    ids=["one", "two", "one deleted", "another person's", "another person's after a merge"],
)
def test_a_push_goes_to_every_device_of_the_person(operations: tuple[Operation, ...], tokens: str) -> None:
    assert last_message(pushed(*operations)).recipient == tokens


@pytest.mark.rule("devices.status")
@pytest.mark.parametrize(
    ("operations", "tokens"),
    [
        ((PHONE, TABLET, BOUNCED[0]), "t1, t2"),
        ((PHONE, TABLET, *BOUNCED), "t2"),
        ((PHONE, TABLET, BOUNCED[0], ReportPush("t1", "sent"), BOUNCED[1]), "t1, t2"),
        ((PHONE, *BOUNCED, PHONE), "t1"),
    ],
    ids=["one bounce", "two in a row", "two apart", "added again"],
)
def test_a_suppressed_token_is_tried_no_more_until_it_is_added_again(
    operations: tuple[Operation, ...], tokens: str
) -> None:
    assert last_message(pushed(*operations)).recipient == tokens


@pytest.mark.rule("devices.status")
@pytest.mark.rule("devices.unregistered")
@pytest.mark.parametrize(
    ("reports", "state", "rule"),
    [
        (BOUNCED, "dropped", "devices.status"),
        ((ReportPush("t1", "unregistered"),), "failed", "campaigns.entry.no-address-enters"),
    ],
    ids=["suppressed", "unregistered"],
)
def test_a_person_without_a_device_that_takes_pushes_cannot_be_reached(
    reports: tuple[Operation, ...], state: str, rule: str
) -> None:
    message = last_message(pushed(PHONE, *reports))

    assert (message.state, message.recipient, message.rule) == (state, None, rule)
