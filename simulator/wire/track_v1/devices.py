"""Devices in Track v1: put on a person by a body, taken away by a path."""

from urllib.parse import quote

from simulator.operations import AddDevice, DeleteDevice
from simulator.wire.devices import device_from, written_device
from simulator.wire.exchange import CannotSay, Request
from simulator.wire.malformed import Malformed
from simulator.wire.routing import Arguments, Route
from simulator.wire.terms import Terms
from simulator.wire.track_v1.requests import about_person, members_of, person_from, row


def _decode_addition(request: Request, arguments: Arguments, terms: Terms) -> AddDevice:
    device, who = members_of(request.body).get("device"), person_from(arguments[0], terms)
    return AddDevice(who, *device_from(device, key="id"))


def _decode_deletion(_request: Request, arguments: Arguments, terms: Terms) -> DeleteDevice:
    if not arguments[1]:
        raise Malformed("required", "device_id", "device id cannot be an empty string")
    return DeleteDevice(person_from(arguments[0], terms), arguments[1])


ROUTES: tuple[Route[AddDevice | DeleteDevice], ...] = (
    row("PUT", "/api/v1/customers/{identifier}/devices", "add_device", _decode_addition),
    row("DELETE", "/api/v1/customers/{identifier}/devices/{device_id}", "delete_device", _decode_deletion),
)


def encode(operation: AddDevice | DeleteDevice, terms: Terms) -> Request | CannotSay:
    """The request that says `operation`."""
    if not operation.token.strip():
        return CannotSay("a device has a token")
    if isinstance(operation, DeleteDevice):
        return about_person("DELETE", operation.who, terms, below=f"/devices/{quote(operation.token, safe='')}")
    device = written_device(operation, key="id")
    return about_person("PUT", operation.who, terms, below="/devices", members={"device": device})
