"""The keys by which one shopper can be known: which they gave, on which device, in which order.

A source's key for a person is the customer id, else the email. A shopper who is asked for a key without being told
which one gives what they gave last, else a made-up one of their own.
"""

from collections.abc import Collection

import msgspec

from simulator.deliveries import SourceName
from simulator.operations import Identifier
from simulator.seeds import stream
from simulator.shoppers.behaviours import DeviceName, KeyKind
from simulator.shoppers.devices import SOURCE_OF
from simulator.shoppers.spelling import plain_words


class Keys(msgspec.Struct, frozen=True, gc=False):
    """What somebody knows of a person."""

    customer_id: str | None = None
    email: str | None = None

    @property
    def identifiers(self) -> tuple[Identifier, ...]:
        """Each as an identifier, the best first."""
        by_id = () if self.customer_id is None else (Identifier("id", self.customer_id),)
        by_email = () if self.email is None else (Identifier("email", self.email),)
        return by_id + by_email

    @property
    def key(self) -> Identifier | None:
        """The one that calls carry; nothing while nobody is known."""
        return next(iter(self.identifiers), None)


class Given(msgspec.Struct, frozen=True, gc=False):
    device: DeviceName
    kind: KeyKind
    value: str


class Keyring(msgspec.Struct, frozen=True):
    """All that `shopper` gave, oldest first."""

    seed: int
    shopper: str
    given: tuple[Given, ...] = ()

    def with_key(self, given: Given) -> "Keyring":
        return msgspec.structs.replace(self, given=(*self.given, given))

    def on(self, device: DeviceName) -> Keys:
        """Who is known on `device`."""
        return self._keys((device,))

    def told(self, source: SourceName) -> Keys:
        """What `source` was given on all the shopper's devices that it runs on."""
        return self._keys([device for device, runs in SOURCE_OF.items() if runs == source])

    def account(self, device: DeviceName | None) -> Keys:
        """Who the shop books an order from `device` on; from no device in particular, on whom it last heard of.

        A customer of the shop orders as such from every device, with the email that they gave on any.
        """
        newest_first = [given.device for given in reversed(self.given)]
        devices = dict.fromkeys(newest_first if device is None else [device, *newest_first])
        known = [keys for keys in map(self.on, devices) if keys.key is not None]
        here = min(known, key=lambda keys: keys.customer_id is None, default=Keys())
        everywhere = self._keys(SOURCE_OF)
        return everywhere if here.email is None and here.customer_id == everywhere.customer_id else here

    def own(self, kind: KeyKind) -> str:
        """The key that the shopper gives when none is named."""
        given = [key.value for key in self.given if key.kind == kind]
        return given[-1] if given else self._made_up(kind)

    def _keys(self, devices: Collection[DeviceName]) -> Keys:
        keys = Keys()
        for given in self.given:
            if given.device in devices:
                keys = _after(keys, given)
        return keys

    def _made_up(self, kind: KeyKind) -> str:
        draws = stream(self.seed, kind, self.shopper)
        if kind == "customer id":
            return f"C-{100_000 + draws.below(900_000)}"
        words = [word.lower() for word in plain_words(self.shopper) if word.isascii()]
        return ".".join((*(words or ["shopper"]), draws.hexadecimal(4))) + "@example.com"


def _after(keys: Keys, given: Given) -> Keys:
    """What is known once `given` is; the email of one customer is not that of the next."""
    if given.kind == "email":
        return Keys(keys.customer_id, given.value)
    is_other_customer = keys.customer_id not in {None, given.value}
    return Keys(given.value, None if is_other_customer else keys.email)
