"""The email provider's lists: addresses that it takes no mail for, each on the list of its reason and since when.

An address can stand on several lists, and takes no mail until it is off all of them (suppression.esp-separate). Case
and spaces around an address make no difference.
"""

import msgspec

from simulator.instants import Instant
from simulator.operations import ProviderList


class ListedAddress(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """An address on one list, as it was written, with the operation that put it there."""

    address: str
    reason: ProviderList
    at: Instant
    operation: int


class ProviderLists:
    """Who stands on which list; of several the one that an address was put on last is the reason that counts."""

    def __init__(self) -> None:
        self._of: dict[str, dict[ProviderList, ListedAddress]] = {}

    def put(self, listed: ListedAddress) -> None:
        """Put the address on a list, where it stands as of now even if it stood there before."""
        reasons = self._of.setdefault(_key(listed.address), {})
        reasons.pop(listed.reason, None)
        reasons[listed.reason] = listed

    def take_off(self, address: str, reason: ProviderList) -> bool:
        """Take the address off that list; whether it stood there."""
        reasons = self._of.get(_key(address), {})
        found = reasons.pop(reason, None) is not None
        if found and not reasons:
            del self._of[_key(address)]
        return found

    def of(self, address: str) -> ListedAddress | None:
        """Where the address was put last; nothing if it takes mail."""
        reasons = self._of.get(_key(address))
        return None if reasons is None else next(reversed(reasons.values()))

    def rows(self) -> list[ListedAddress]:
        """What stands on all lists, in the order in which it was put there."""
        rows = (listed for reasons in self._of.values() for listed in reasons.values())
        return sorted(rows, key=lambda listed: listed.operation)

    def restore(self, rows: list[ListedAddress]) -> None:
        """Have these, which `rows` told."""
        for listed in rows:
            self.put(listed)

    def empty(self) -> None:
        self._of.clear()


def _key(address: str) -> str:
    return address.strip().casefold()
