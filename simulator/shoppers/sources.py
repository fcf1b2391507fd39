"""The sources of a run: by which key each names people, and the calls that it makes by its habits.

`web` and `app` run on devices, `storefront` is the shop's platform, any other name is a backend.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import get_args

import msgspec

from simulator.deliveries import SourceName
from simulator.operations import Identifier, IdentifierKind, Identify, Operation, Track
from simulator.shoppers.behaviours import KeyKind
from simulator.shoppers.drift import Local, drifted, event_key
from simulator.shoppers.habits import APP, STOREFRONT, Habits, usual_habits
from simulator.shoppers.keys import Key, Keys
from simulator.values import Json

WEB: SourceName = "web"
BACKEND: SourceName = "backend"

KEY_KINDS: tuple[KeyKind, ...] = get_args(KeyKind)


@dataclass(frozen=True, slots=True)
class Sources:
    """The sources of a run by their names, where they are, and the identifiers of the workspace that they send to."""

    written: Mapping[SourceName, Habits] = field(default_factory=dict)
    identifying: tuple[IdentifierKind, ...] = ("id", "email")
    local: Local = field(default_factory=Local)

    def habits(self, source: SourceName) -> Habits:
        """The ways of `source`."""
        return self.written[source] if source in self.written else usual_habits(source)

    def kinds(self, source: SourceName) -> tuple[KeyKind, ...]:
        """The kinds of key that `source` names people by, the best first."""
        said = self.habits(source).identifies_by
        if said or source in (WEB, APP, STOREFRONT):
            return said or KEY_KINDS
        return self.kinds(STOREFRONT)

    def identifier(self, key: Key) -> Identifier:
        """The key as calls carry it."""
        return key.identifier(self.identifying)

    def named_by(self, source: SourceName, keys: Keys) -> Identifier | None:
        """How `source` names the person with these keys; nothing while it does not know the key it goes by."""
        key = keys.first(self.kinds(source))
        return None if key is None else self.identifier(key)

    def who(self, source: SourceName, keys: Keys) -> Identifier:
        """How `source`, which has no anonymous ids, names them: without its own key by the best that there is."""
        best = keys.first((*self.kinds(source), *KEY_KINDS))
        assert best is not None, f"{source} knows no key"
        return self.identifier(best)

    def time(self, source: SourceName, at: int) -> int | None:
        """The time that a call of `source` tells of what was so at `at`."""
        return at if self.habits(source).sends_times else None

    def identify(self, source: SourceName, who: Identifier, attributes: dict[str, Json], at: int) -> Identify:
        """The call that tells attributes of a person as of `at`."""
        return Identify(who, attributes=attributes, timestamp=self.time(source, at))

    def made_by(
        self, source: SourceName, calls: Iterable[Operation], *, currency: str | None = None, keyed: bool = False
    ) -> tuple[Operation, ...]:
        """The calls as `source` makes them, which may differ from what they should be.

        Args:
            currency: what amounts are in that name none; the shop's, if it is not told.
            keyed: whether events have keys that no habit of the source changes.
        """
        if source not in self.written:
            return tuple(calls)
        local = self.local if currency is None else Local(currency, self.local.zone)
        habits = self.habits(source)
        if not keyed:
            calls = (_keyed(call, source, habits) for call in calls)
        return drifted(calls, habits, local)


def _keyed(call: Operation, source: SourceName, habits: Habits) -> Operation:
    return msgspec.structs.replace(call, id=event_key(call, source, habits)) if isinstance(call, Track) else call
