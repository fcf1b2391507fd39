"""How a source sends: by which key it names people, and what else sources differ in. What nobody says is healthy.

`web` and `app` run on devices, `storefront` is the shop's platform, any other name is a backend.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import get_args

import msgspec

from simulator.deliveries import SourceName
from simulator.operations import Identifier, IdentifierKind, Identify
from simulator.shoppers.behaviours import KeyKind
from simulator.shoppers.keys import Key, Keys
from simulator.values import Json

WEB: SourceName = "web"
APP: SourceName = "app"
STOREFRONT: SourceName = "storefront"
BACKEND: SourceName = "backend"

KEY_KINDS: tuple[KeyKind, ...] = get_args(KeyKind)


class Habits(msgspec.Struct, frozen=True):
    """The ways of one source.

    `identifies_by` are the kinds of key that it names people by, the best first; what else it is given are attributes.
    Where nothing is said, a backend names people as the shop's orders do, any other source by the best key it knows.
    `resets_on_logout` says whether a device of it gets a new anonymous id then. Without `sends_times` its calls tell
    no time of their own, so the receive time counts and an older value that comes later wins. `takes` are the seconds
    from sending to arrival.
    """

    identifies_by: tuple[KeyKind, ...] = ()
    resets_on_logout: bool = True
    sends_times: bool = True
    takes: int = 0


def usual_habits(source: SourceName) -> Habits:
    """The ways of a source that nothing is said about."""
    return Habits(resets_on_logout=source != APP)


@dataclass(frozen=True, slots=True)
class Sources:
    """The sources of a run by their names, and the identifiers of the workspace that they send to."""

    written: Mapping[SourceName, Habits] = field(default_factory=dict)
    identifying: tuple[IdentifierKind, ...] = ("id", "email")

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
