"""Identifiers that no call can use: those of suppressed people, blocked and freed together."""

from collections.abc import Iterable

from simulator.operations import Identifier, IdentifierKind
from simulator.workspace.identifiers import lookup_form


class Blocklist:
    """Blocked identifiers; those of one person belong together, under the operation that blocked them."""

    def __init__(self) -> None:
        self.blocked: dict[tuple[IdentifierKind, str], int] = {}
        """Kind and normal form of an identifier to the operation that blocked it."""

    def block(self, identifiers: Iterable[Identifier], operation: int, trims: frozenset[str]) -> tuple[Identifier, ...]:
        """Block these together; those that were not blocked already (suppression.all-identifiers)."""
        fresh = [one for one in identifiers if not self.holds(one, trims)]
        self.blocked.update({_key(one, trims): operation for one in fresh})
        return tuple(fresh)

    def holds(self, identifier: Identifier, trims: frozenset[str]) -> bool:
        """Whether the identifier is blocked."""
        return _key(identifier, trims) in self.blocked

    def free(self, identifier: Identifier, trims: frozenset[str]) -> tuple[str, ...]:
        """Free this one and those blocked together with it; their normal forms (suppression.unsuppress-empty)."""
        group = self.blocked.get(_key(identifier, trims))
        freed = [key for key, operation in self.blocked.items() if operation == group]
        for key in freed:
            del self.blocked[key]
        return tuple(value for _, value in freed)

    def identifiers(self) -> tuple[Identifier, ...]:
        """What is blocked, in normal form, in the order in which it was."""
        return tuple(Identifier(kind, value) for kind, value in self.blocked)

    def empty(self) -> None:
        self.blocked.clear()


def _key(identifier: Identifier, trims: frozenset[str]) -> tuple[IdentifierKind, str]:
    return identifier.kind, lookup_form(identifier.kind, identifier.value, trims)
