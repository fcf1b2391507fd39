"""Devices: each belongs to the source that runs on it, has an anonymous id, and knows who is using it or nobody.

Before anybody is known on a device its calls carry the anonymous id alone; from an identification on they carry the
person's key. A shared device is one device with one anonymous id, whoever holds it.
"""

from collections.abc import Iterable

from simulator.deliveries import SourceName
from simulator.operations import Identifier
from simulator.seeds import stream
from simulator.shoppers.behaviours import DeviceName
from simulator.shoppers.keys import Key, Keys
from simulator.shoppers.shopper import Shopper, known_keys
from simulator.shoppers.sources import Sources

SOURCE_OF: dict[DeviceName, SourceName] = {"laptop": "web", "tablet": "web", "till": "web", "phone": "app"}


class Device:
    """A device in the course of a run; one that `blocks` tracking sends nothing."""

    def __init__(self, owner: str, name: DeviceName, *, seed: int) -> None:
        self.name = name
        self.blocks = False
        self.keys = Keys()
        """What was given on it by whoever is using it."""
        self.person: Identifier | None = None
        """Who its calls name."""
        self._user: str | None = None
        self._ids = stream(seed, "device", owner, name)
        self.anonymous_id = self._ids.uuid()

    @property
    def source(self) -> SourceName:
        return SOURCE_OF[self.name]

    def give(self, shopper: str, key: Key) -> None:
        """Let `shopper` give a key; what somebody else gave before is no longer theirs."""
        self.keys = (self.keys if self._user == shopper else Keys()).having(key)
        self._user = shopper

    def sign_in(self, shopper: str, keys: Keys, person: Identifier | None) -> None:
        """Let `shopper` be known from before."""
        self._user, self.keys, self.person = shopper, keys, person

    def log_out(self, *, resets: bool) -> None:
        """End who is known; with `resets` under another anonymous id."""
        self._user, self.keys, self.person = None, Keys(), None
        if resets:
            self.anonymous_id = self._ids.uuid()


class Devices:
    """All devices of a run, each there from its first use."""

    def __init__(self, seed: int, shoppers: Iterable[Shopper], sources: Sources) -> None:
        self._seed = seed
        self._sources = sources
        self._shoppers = {shopper.name: shopper for shopper in shoppers}
        self._owners = {
            (shopper.name, shared.device): shared.owner
            for shopper in self._shoppers.values()
            for shared in shopper.shares
        }
        self._blocked = {
            (self._owner(shopper.name, device), device)
            for shopper in self._shoppers.values()
            for device in shopper.blocks
        }
        self._devices: dict[tuple[str, DeviceName], Device] = {}

    def of(self, shopper: str, name: DeviceName) -> Device:
        """What `shopper` calls their `name`: their own, or the one that they share with its owner."""
        owner = self._owner(shopper, name)
        if (owner, name) not in self._devices:
            self._devices[owner, name] = self._new(owner, name)
        return self._devices[owner, name]

    def running(self, shopper: str, source: SourceName) -> Device | None:
        """The shopper's first device that `source` runs on; nothing of a source that runs on none."""
        introduced = self._shoppers.get(shopper)
        own = introduced.devices if introduced else ()
        return next((self.of(shopper, name) for name in (*own, *SOURCE_OF) if SOURCE_OF[name] == source), None)

    def _owner(self, shopper: str, name: DeviceName) -> str:
        return self._owners.get((shopper, name), shopper)

    def _new(self, owner: str, name: DeviceName) -> Device:
        device = Device(owner, name, seed=self._seed)
        device.blocks = (owner, name) in self._blocked
        if owner in self._shoppers and self._shoppers[owner].known:
            keys = known_keys(self._shoppers[owner].known)
            device.sign_in(owner, keys, self._sources.named_by(device.source, keys))
        return device
