"""Entries of a scenario file: mappings whose keys are known, known for later, or a slip.

A value that could not be read is noted and leaves a neutral one in its place, so that reading goes on to the end;
nothing is built from a file with problems.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from simulator.documents import Node, Place, Problems
from simulator.documents.reading import fields, integer, named, one_of, text

_T = TypeVar("_T", bound=str)


@dataclass(frozen=True, slots=True)
class Entry:
    """A mapping being read. `what` is what messages call it; `members` has its known keys."""

    node: Node
    members: dict[str, Node]
    what: str
    problems: Problems

    @property
    def place(self) -> Place:
        return self.node.place

    def __contains__(self, key: str) -> bool:
        return key in self.members

    def text(self, key: str) -> str | None:
        """The text under `key`, if it is there."""
        node = self.members.get(key)
        return None if node is None else text(node, self.problems, what=key)

    def count(self, key: str, *, least: int = 0, default: int = 0) -> int:
        """The whole number under `key`."""
        node = self.members.get(key)
        found = None if node is None else integer(node, self.problems, what=key, least=least)
        return default if found is None else found

    def name(self, key: str, known: Collection[str] | None, *, what: str) -> str:
        """The name under `key` of something that is defined; of anything where nobody can tell what is."""
        if known is None:
            return self.text(key) or ""
        node = self.members.get(key)
        return "" if node is None else named(node, known, self.problems, what=what) or ""


def read_entry(
    node: Node,
    problems: Problems,
    *,
    what: str,
    known: Iterable[str],
    required: Iterable[str] = (),
    later: Collection[str] = (),
) -> Entry:
    """The mapping in `node`; keys that a later version brings are noted as such and left out."""
    return Entry(
        node,
        fields(_without(node, later, problems), problems, what=what, known=known, required=required),
        what,
        problems,
    )


def _without(node: Node, later: Collection[str], problems: Problems) -> Node:
    if not isinstance(node.value, dict):
        return node
    for key, place, _ in node.entries():
        if key in later:
            problems.add(place, not_yet(key))
    return Node({key: member for key, member in node.value.items() if key not in later}, node.place, node.keys)


def not_yet(word: str) -> str:
    """The message for a word of the contract that this version does not act on."""
    return f"'{word}' is not emulated yet"


def choice(node: Node, choices: Sequence[_T], problems: Problems, *, what: str) -> _T | None:
    """One of a few words."""
    found = one_of(node, choices, problems, what=what)
    return next((word for word in choices if word == found), None)


def names(node: Node, known: Collection[str] | None, problems: Problems, *, what: str) -> tuple[str, ...]:
    """One name or a list of names of things that are defined; of anything where nobody can tell what is."""
    if known is None:
        return texts(node, problems, what=what)
    members = node.value if isinstance(node.value, list) else [node]
    found = (named(member, known, problems, what=what) for member in members)
    return tuple(name for name in found if name is not None)


def texts(node: Node, problems: Problems, *, what: str) -> tuple[str, ...]:
    """One text or a list of texts."""
    members = node.value if isinstance(node.value, list) else [node]
    return tuple(found for member in members if (found := text(member, problems, what=what)) is not None)
