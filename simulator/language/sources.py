"""What a workspace or a scenario says about its sources: the ways in which they differ from healthy ones.

What a scenario says of a source amends what its workspace says of the same one, key by key.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import get_args

import msgspec

from simulator.deliveries import SourceName
from simulator.documents import Node, Problems
from simulator.documents.reading import boolean, mapping_entries
from simulator.language.entries import choice, read_entry
from simulator.language.times import read_duration
from simulator.shoppers import Habits, KeyKind, usual_habits

Amendment = Mapping[str, object]
"""Fields of `Habits` with other values than usual."""
Amendments = Mapping[SourceName, Amendment]

KEYS: tuple[KeyKind, ...] = get_args(KeyKind)
_NAMES = {"web pixel": "web", "shop webhook": "storefront", "shop": "storefront"}
"""Names that a marketer gives to sources."""
_LATER = ("events", "fields", "types", "leaves out", "event id", "writes")
"""What the contract has beside what is read here, for later versions."""


def source_named(name: str) -> SourceName:
    """The source that a reader calls so: `shop webhook` is the storefront; any other name is its own."""
    return _NAMES.get(name, name)


def read_sources(node: Node, problems: Problems) -> Amendments:
    """What a `sources` section says."""
    return {
        source_named(name): _read_source(name, member, problems)
        for name, _, member in mapping_entries(node, problems, what="sources")
    }


def habits_of(amendments: Iterable[Amendments]) -> dict[SourceName, Habits]:
    """The ways of each source that something is said about; of two words about one thing the later counts."""
    said: dict[SourceName, dict[str, object]] = {}
    for each in amendments:
        for source, amendment in each.items():
            said.setdefault(source, {}).update(amendment)
    return {source: msgspec.structs.replace(usual_habits(source), **fields) for source, fields in said.items()}


def _read_source(name: str, node: Node, problems: Problems) -> Amendment:
    entry = read_entry(node, problems, what=f"source '{name}'", known=READERS, later=_LATER)
    read = {_FIELDS[key]: READERS[key](member, problems, what=key) for key, member in entry.members.items()}
    return {field: value for field, value in read.items() if value is not None}


def _read_keys(node: Node, problems: Problems, *, what: str) -> tuple[KeyKind, ...] | None:
    members = node.value if isinstance(node.value, list) else [node]
    read = (choice(member, KEYS, problems, what="key") for member in members)
    kinds = tuple(dict.fromkeys(kind for kind in read if kind is not None))
    if not members:
        problems.add(node.place, f"{what}: expected at least one of {', '.join(KEYS)}")
    return kinds or None


READERS: dict[str, Callable[..., object]] = {
    "identifies by": _read_keys,
    "resets on logout": boolean,
    "sends times": boolean,
    "takes": read_duration,
}
"""What may be said of a source, and what reads it."""
_FIELDS = {key: key.replace(" ", "_") for key in READERS}
