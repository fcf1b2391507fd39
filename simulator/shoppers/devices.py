"""Devices: each has an anonymous id of its own from its first use, and belongs to the source that runs on it."""

import msgspec

from simulator.deliveries import SourceName
from simulator.seeds import stream
from simulator.shoppers.behaviours import DeviceName

SOURCE_OF: dict[DeviceName, SourceName] = {"laptop": "web", "tablet": "web", "till": "web", "phone": "app"}


class Device(msgspec.Struct, frozen=True, gc=False):
    name: DeviceName
    anonymous_id: str

    @property
    def source(self) -> SourceName:
        return SOURCE_OF[self.name]


def device_of(shopper: str, name: DeviceName, *, seed: int) -> Device:
    """The device of `shopper`; nobody else's has its anonymous id."""
    return Device(name, stream(seed, "device", shopper, name).uuid())
