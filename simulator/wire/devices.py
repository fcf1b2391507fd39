"""Devices in bodies: the same object in Track v1 and v2, but for the key of the token.

v1 calls it `id`, and takes what stands beside it as attributes of the device (track.v1.device-flat-keys); v2 calls it
`token`.
"""

from typing import Literal, NamedTuple

from simulator.operations import AddDevice, Platform
from simulator.values import Json
from simulator.wire.malformed import Malformed, all_of
from simulator.wire.timestamps import whole_seconds
from simulator.workspace.identifiers import identifier_text

TokenKey = Literal["id", "token"]
_PLATFORMS: tuple[Platform, ...] = ("ios", "android")


class Device(NamedTuple):
    """What a call says of a device."""

    token: str
    platform: Platform
    last_used: int | None
    attributes: dict[str, Json]


def device_from(written: Json, *, key: TokenKey) -> Device:
    """The device that is put on somebody.

    Raises:
        Malformed: it has no token, or no platform that is one (devices.platform).
    """
    device = _object(written, field="device")
    attributes, token, platform = all_of(
        lambda: _object(device.get("attributes") or {}, field="device.attributes"),
        lambda: token_from(device, key=key),
        lambda: _platform(device.get("platform")),
    )
    if key == "id":
        named = ("id", "platform", "last_used", "attributes")
        attributes = {name: value for name, value in device.items() if name not in named} | attributes
    return Device(token, platform, whole_seconds(device.get("last_used")), attributes)


def token_from(device: Json, *, key: TokenKey) -> str:
    """The token of a device."""
    token = identifier_text(_object(device, field="device").get(key))
    if not token:
        raise Malformed("required", f"device.{key}", f"device.{key} is required")
    return token


def written_device(operation: AddDevice, *, key: TokenKey) -> dict[str, Json]:
    """The device as a body holds it."""
    device: dict[str, Json] = {key: operation.token, "platform": operation.platform}
    if operation.last_used is not None:
        device["last_used"] = operation.last_used
    if operation.attributes:
        device["attributes"] = operation.attributes
    return device


def _platform(written: Json) -> Platform:
    if written in (None, ""):
        raise Malformed("required", "device.platform", "device.platform is required")
    for platform in _PLATFORMS:
        if platform == written:
            return platform
    raise Malformed("invalid", "device.platform", "device.platform must be ios or android")


def _object(written: Json, *, field: str) -> dict[str, Json]:
    if written is None:
        raise Malformed("required", field, f"{field} is required")
    if not isinstance(written, dict):
        raise Malformed("parse_error", field, f"{field} must be an object")
    return written
