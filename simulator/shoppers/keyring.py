"""The keys by which one shopper can be known: which they gave, on which device, in which order.

A shopper who is asked for a key without being told which one gives what they gave last, else a made-up one of their
own. What the shop learns elsewhere than on a device, such as the account of a known customer, is given on none.
"""

from collections.abc import Collection

import msgspec

from simulator.deliveries import SourceName
from simulator.seeds import stream
from simulator.shoppers.behaviours import DeviceName, KeyKind
from simulator.shoppers.devices import SOURCE_OF
from simulator.shoppers.keys import Key, Keys
from simulator.shoppers.spelling import plain_words


class Given(msgspec.Struct, frozen=True, gc=False):
    device: DeviceName | None
    key: Key


class Keyring(msgspec.Struct, frozen=True):
    """All that `shopper` gave, oldest first; `phone` is their own until they give another.

    `apart` are keys of theirs that the shop ties to nobody: of profiles that it does not know to be its customer's.
    """

    seed: int
    shopper: str
    phone: str
    given: tuple[Given, ...] = ()
    apart: tuple[Key, ...] = ()

    def with_key(self, device: DeviceName | None, key: Key) -> "Keyring":
        return msgspec.structs.replace(self, given=(*self.given, Given(device, key)))

    def with_key_apart(self, key: Key) -> "Keyring":
        return msgspec.structs.replace(self, apart=(*self.apart, key))

    def changed(self, key: Key) -> "Keyring":
        """With `key` everywhere in place of the one of its kind that the shop knew."""
        old = self.account(None).of(key.kind)
        if old is None:
            return self.with_key(None, key)
        known = Key(key.kind, old)
        given = (Given(one.device, key) if one.key == known else one for one in self.given)
        return msgspec.structs.replace(self, given=tuple(given))

    def linked(self, key: Key, customer_id: str) -> "Keyring":
        """With the customer as who the shop books on; `key` is the customer's where the shop knew none of its kind."""
        linked = self.with_key(None, Key("customer id", customer_id))
        return linked if linked.account(None).of(key.kind) is not None else linked.with_key(None, key)

    def on(self, device: DeviceName | None) -> Keys:
        """What was given on `device`."""
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
        known = [keys for keys in map(self.on, devices) if keys != Keys()]
        here = min(known, key=lambda keys: keys.customer_id is None, default=Keys())
        everywhere = self._keys((*SOURCE_OF, None))
        return everywhere if here.email is None and here.customer_id == everywhere.customer_id else here

    def own(self, kind: KeyKind) -> str:
        """The key that the shopper gives when none is named."""
        keys = (*self.apart, *(one.key for one in self.given))
        values = [key.value for key in keys if key.kind == kind]
        return values[-1] if values else self._made_up(kind)

    def _keys(self, devices: Collection[DeviceName | None]) -> Keys:
        keys = Keys()
        for given in self.given:
            if given.device in devices:
                keys = keys.having(given.key)
        return keys

    def _made_up(self, kind: KeyKind) -> str:
        if kind == "phone":
            return self.phone
        draws = stream(self.seed, kind, self.shopper)
        if kind == "customer id":
            return f"C-{100_000 + draws.below(900_000)}"
        words = [word.lower() for word in plain_words(self.shopper) if word.isascii()]
        return ".".join((*(words or ["shopper"]), draws.hexadecimal(4))) + "@example.com"
