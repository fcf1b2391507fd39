"""Devices: put, updated, removed, shared, and suppressed by two bounces in a row."""

from collections.abc import Mapping

import pytest

from simulator.operations import AddDevice, DeleteDevice, ReportPush
from simulator.values import Json
from simulator.workspace import Machine
from simulator.workspace.effects import DeviceChanged, DeviceStatusChanged, Ignored
from tests.builders import START, a_workspace, identify, minutes, named, people, person


def put(
    who: str = "u1", token: str = "t1", *, last_used: int | None = None, attributes: Mapping[str, Json] | None = None
) -> AddDevice:
    return AddDevice(named(who), token, "ios", last_used, dict(attributes or {}))


def tokens(machine: Machine, who: str) -> list[str]:
    return [device.token for device in person(machine, who).devices]


def status(machine: Machine, who: str = "u1") -> str:
    return person(machine, who).devices[0].status


@pytest.mark.rule("devices.put")
def test_a_device_was_used_at_its_request_unless_it_says_otherwise() -> None:
    machine = a_workspace(identify("u1"))

    first = machine.apply(put(), at=START + minutes(1))
    machine.apply(put(token="t2", last_used=START - 5), at=START + minutes(2))

    (one, other) = person(machine, "u1").devices
    assert first.effects == (DeviceChanged("03000001", "t1", "added"),)
    assert (one.platform, one.last_used, one.operation) == ("ios", START + minutes(1), first.number)
    assert other.last_used == START - 5


@pytest.mark.rule("devices.put")
def test_the_same_token_again_is_an_update() -> None:
    machine = a_workspace(put(attributes={"app_version": "1"}))

    effects = machine.apply(put(attributes={"app_version": "2"}), at=START).effects

    (device,) = person(machine, "u1").devices
    assert effects == (DeviceChanged("03000001", "t1", "updated"),)
    assert device.attributes == {"app_version": "2"}


@pytest.mark.rule("devices.delete")
def test_a_deleted_device_is_gone_and_an_unknown_one_is_passed_over() -> None:
    machine = a_workspace(put())

    gone = machine.apply(DeleteDevice(named("u1"), "t1"), at=START).effects
    (unknown,) = machine.apply(DeleteDevice(named("u1"), "t1"), at=START).effects
    (nobody,) = machine.apply(DeleteDevice(named("u2"), "t1"), at=START).effects

    assert gone == (DeviceChanged("03000001", "t1", "removed"),)
    assert isinstance(unknown, Ignored)
    assert isinstance(nobody, Ignored)
    assert people(machine) == [("u1", None)]


@pytest.mark.rule("devices.readd")
def test_data_about_a_deleted_device_brings_it_back() -> None:
    machine = a_workspace(put(), DeleteDevice(named("u1"), "t1"), put())

    assert tokens(machine, "u1") == ["t1"]


@pytest.mark.rule("devices.create-person")
@pytest.mark.parametrize(("creates", "then"), [(True, [("u1", None)]), (False, [])])
def test_a_device_of_an_unknown_person_makes_the_person_or_not(
    *, creates: bool, then: list[tuple[str | None, str | None]]
) -> None:
    machine = a_workspace(put(), settings={"device_creates_person": creates})

    assert people(machine) == then


@pytest.mark.rule("devices.create-person")
def test_a_device_of_an_unknown_cio_id_makes_nobody() -> None:
    machine = a_workspace()

    (effect,) = machine.apply(put("cio_03ffffff"), at=START).effects

    assert isinstance(effect, Ignored)
    assert effect.rule == "identity.cio.unknown-dropped"


@pytest.mark.rule("devices.shared")
@pytest.mark.parametrize(("exclusive", "kept"), [(False, ["t1"]), (True, [])])
def test_a_token_stands_on_both_people_or_moves(*, exclusive: bool, kept: list[str]) -> None:
    machine = a_workspace(put("u1"), put("u2"), settings={"device_token_exclusive": exclusive})

    assert tokens(machine, "u1") == kept
    assert tokens(machine, "u2") == ["t1"]


@pytest.mark.rule("devices.limit")
@pytest.mark.parametrize(("limit", "then"), [("none", ["t1", "t2", "t3"]), (2, ["t1", "t2"])])
def test_a_person_has_as_many_devices_as_the_settings_allow(limit: Json, then: list[str]) -> None:
    machine = a_workspace(put(token="t1"), put(token="t2"), put(token="t3"), settings={"device_limit": limit})

    machine.apply(put(token="t1", attributes={"a": 1}), at=START)

    assert tokens(machine, "u1") == then
    assert person(machine, "u1").devices[0].attributes == {"a": 1}


@pytest.mark.rule("devices.status")
@pytest.mark.parametrize(
    ("reports", "then"),
    [
        ([], ""),
        (["sent"], "sent"),
        (["bounced"], "bounced"),
        (["bounced", "sent"], "sent"),
        (["bounced", "bounced"], "suppressed"),
        (["bounced", "sent", "bounced"], "bounced"),
        (["bounced", "bounced", "sent"], "suppressed"),
    ],
)
def test_two_bounces_in_a_row_suppress_a_token(reports: list[str], then: str) -> None:
    machine = a_workspace(put())

    for outcome in reports:
        machine.apply(ReportPush("t1", outcome), at=START)  # type: ignore[arg-type]

    assert status(machine) == then


@pytest.mark.rule("devices.status")
def test_adding_a_suppressed_token_again_resets_it() -> None:
    machine = a_workspace(put(), ReportPush("t1", "bounced"), ReportPush("t1", "bounced"))
    before = status(machine)

    machine.apply(put(), at=START)

    assert (before, status(machine)) == ("suppressed", "")


@pytest.mark.rule("devices.unregistered")
def test_a_token_that_the_provider_does_not_know_is_removed_from_everybody() -> None:
    machine = a_workspace(put("u1"), put("u2"))

    effects = machine.apply(ReportPush("t1", "unregistered"), at=START).effects

    assert [type(effect) for effect in effects] == [DeviceChanged, DeviceChanged]
    assert tokens(machine, "u1") == tokens(machine, "u2") == []


@pytest.mark.rule("devices.status")
def test_a_report_reaches_everybody_with_the_token_and_nobody_else() -> None:
    machine = a_workspace(put("u1"), put("u2"), put("u3", "t3"))

    effects = machine.apply(ReportPush("t1", "bounced"), at=START).effects
    (unknown,) = machine.apply(ReportPush("t9", "bounced"), at=START).effects

    assert effects == tuple(DeviceStatusChanged(f"0300000{key}", "t1", "bounced") for key in (1, 2))
    assert isinstance(unknown, Ignored)
    assert status(machine, "u3") == ""
