"""What is wrong with a definition: where, what was expected, what to do; all of it at once.

A `Problems` collects findings while parsers go on, so that a user fixes a file in one round.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from simulator.documents.node import Place
from simulator.errors import DefinitionError

_LISTED_MAX = 12
"""How many known names a message lists."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding, printed as `file:line:column: message`."""

    place: Place
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class Problems:
    """The findings so far."""

    def __init__(self) -> None:
        self._found: dict[Problem, None] = {}

    def __bool__(self) -> bool:
        return bool(self._found)

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.in_order())

    def add(self, place: Place, message: str) -> None:
        """Note a finding; the same one twice counts once."""
        self._found[Problem(place, message)] = None

    def extend(self, problems: Iterable[Problem]) -> None:
        """Take over findings made elsewhere."""
        for problem in problems:
            self.add(problem.place, problem.message)

    def in_order(self) -> list[Problem]:
        """The findings by file, line and column."""
        return sorted(self._found, key=lambda found: (found.place.path, found.place.line, found.place.column))

    def raise_if_any(self) -> None:
        """Raise a `DefinitionError` with all findings if there are any."""
        if self._found:
            raise DefinitionError(self.in_order())


def unknown(what: str, name: str, known: Iterable[str], *, where: str = "") -> str:
    """The message for a name that nothing has: the nearest match, then all there are (at most twelve of them).

    >>> unknown("segment", "VIP", ["VIPs", "Press list"], where=" in 'in segment'")
    "unknown segment 'VIP' in 'in segment'. Did you mean 'VIPs'? Defined: Press list, VIPs."
    """
    names = sorted(set(known))
    listed = ", ".join(names[:_LISTED_MAX])
    if len(names) > _LISTED_MAX:
        listed += f" and {len(names) - _LISTED_MAX} more"
    advice = did_you_mean(name, names)
    return f"unknown {what} '{name}'{where}.{advice} {'Defined: ' + listed if names else 'None is defined'}."


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A sentence with the nearest match, to put behind a message; empty if none is near."""
    near = nearest(name, known)
    return f" Did you mean '{near}'?" if near else ""


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name most like `name`, ignoring case, or nothing if none is near."""
    folded = {candidate.casefold(): candidate for candidate in known}
    found = get_close_matches(name.casefold(), folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else None
