"""Devices: the tokens that pushes go to, each on one or several people, and how pushes to them fare.

Two bounces in a row suppress a token until it is added again; a token that the provider does not know is removed.
"""

import msgspec

from simulator.instants import Instant
from simulator.operations import AddDevice, DeleteDevice, Platform, ReportPush
from simulator.values import Json
from simulator.workspace.effects import DeviceChanged, DeviceStatusChanged, Ignored
from simulator.workspace.facts import Facts
from simulator.workspace.profiles import DeviceRow, Person

UNREGISTERED = "the push provider does not know the token"
_MOVED = "the token was added to another person"


def add(facts: Facts, operation: AddDevice) -> None:
    """Put a device on a person, who is made if unknown; the same token again is an update.

    Rules: devices.put, devices.readd, devices.create-person, devices.shared, devices.limit.
    """
    person = facts.addressed(operation.who, creates=facts.settings.device_creates_person, rule="devices.create-person")
    if person is None:
        return
    known = operation.token in person.devices
    if not known and len(person.devices) >= facts.settings.device_limit:
        facts.tell(Ignored(f"the person has {len(person.devices)} devices already", "devices.limit"))
        return
    if facts.settings.device_token_exclusive:
        for other in facts.holders_of_token(operation.token):
            if other is not person:
                remove(facts, other, operation.token, reason=_MOVED)
    facts.hold_token(person, _row(facts, operation))
    facts.tell(DeviceChanged(person.cio_id, operation.token, "updated" if known else "added"))


def delete(facts: Facts, operation: DeleteDevice) -> None:
    """Take a device from a person; of an unknown one nothing is said to the caller (devices.delete)."""
    person = facts.addressed(operation.who, creates=False, rule="devices.delete")
    if person is None:
        return
    if operation.token not in person.devices:
        facts.tell(Ignored(f"the person has no device with the token {operation.token}", "devices.delete"))
        return
    remove(facts, person, operation.token)


def report(facts: Facts, operation: ReportPush) -> None:
    """Note how the last push to a token fared, on everybody who holds it (devices.status, devices.unregistered)."""
    holders = facts.holders_of_token(operation.token)
    if not holders:
        facts.tell(Ignored(f"nobody has a device with the token {operation.token}", "devices.unregistered"))
    for person in holders:
        if operation.outcome == "unregistered":
            remove(facts, person, operation.token, reason=UNREGISTERED)
            continue
        device = person.devices[operation.token]
        status = status_after(device.status, operation.outcome)
        person.devices[operation.token] = msgspec.structs.replace(device, status=status)
        facts.tell(DeviceStatusChanged(person.cio_id, operation.token, status))


def status_after(before: str, outcome: str) -> str:
    """The status after one more push: a bounce after a bounce suppresses, and suppressed stays so."""
    if before == "suppressed" or (before == "bounced" and outcome == "bounced"):
        return "suppressed"
    return outcome


def remove(facts: Facts, person: Person, token: str, *, reason: str = "") -> None:
    """Take the token from the person."""
    facts.drop_token(person, token)
    facts.tell(DeviceChanged(person.cio_id, token, "removed", reason))


def _row(facts: Facts, operation: AddDevice) -> DeviceRow:
    used: Instant = facts.received if operation.last_used is None else operation.last_used
    platform: Platform = operation.platform
    attributes: dict[str, Json] = operation.attributes
    return DeviceRow(operation.token, platform, used, attributes, "", facts.operation)
