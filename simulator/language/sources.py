"""What a workspace or a scenario says about its sources: the ways in which they differ from healthy ones.

What a scenario says of a source amends what its workspace says of the same one, key by key.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import get_args

import msgspec

from simulator.deliveries import Lateness, SourceName
from simulator.documents import Node, Problem, Problems
from simulator.documents.reading import boolean, mapping_entries, text
from simulator.language.entries import choice, read_entry, texts
from simulator.language.times import read_duration
from simulator.shoppers import (
    NO_EVENT_ID,
    Figure,
    Habits,
    KeyKind,
    MoneyUnit,
    ProductKey,
    SentAs,
    SentType,
    TimeUnit,
    usual_habits,
)
from simulator.values import Json

Amendment = Mapping[str, object]
"""Fields of `Habits` with other values than usual."""
Amendments = Mapping[SourceName, Amendment]

KEYS: tuple[KeyKind, ...] = get_args(KeyKind)
_NAMES = {"web pixel": "web", "shop webhook": "storefront", "shop": "storefront"}
"""Names that a marketer gives to sources."""
_WORDS: dict[str, tuple[str, ...]] = {
    "times": get_args(TimeUnit),
    "money": get_args(MoneyUnit),
    "products by": get_args(ProductKey),
}
"""What a key may say that takes one of a few words."""
SENT_AS: tuple[SentAs, ...] = (*get_args(SentType), *get_args(TimeUnit), *get_args(MoneyUnit))
LATENESSES: tuple[Lateness, ...] = get_args(Lateness)
FIGURES: tuple[Figure, ...] = get_args(Figure)


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
            known = said.setdefault(source, {})
            known.update({name: _together(name, known.get(name), value) for name, value in amendment.items()})
    return {source: msgspec.structs.replace(usual_habits(source), **fields) for source, fields in said.items()}


def _together(name: str, before: object, value: object) -> object:
    """The value with what was said before, where several words about a source add up; else the value."""
    if name in _ADDED and isinstance(before, dict) and isinstance(value, dict):
        return {**before, **value}
    if name in _ADDED and isinstance(before, tuple) and isinstance(value, tuple):
        return tuple(dict.fromkeys((*before, *value)))
    return value


def _read_source(name: str, node: Node, problems: Problems) -> Amendment:
    entry = read_entry(node, problems, what=f"source '{name}'", known=READERS)
    read = {_FIELDS[key]: READERS[key](member, problems, what=key) for key, member in entry.members.items()}
    said = {field: value for field, value in read.items() if value is not None}
    return said if "takes" not in said else {**said, **lateness_of(said["takes"])}


def lateness_of(takes: object) -> Amendment:
    """How long it takes: so many seconds, or as late as a named shape; the one puts an end to the other."""
    return {"takes": takes, "lateness": None} if isinstance(takes, int) else {"takes": 0, "lateness": takes}


def _read_takes(node: Node, problems: Problems, *, what: str) -> int | Lateness | None:
    if node.value in LATENESSES:
        return choice(node, LATENESSES, problems, what=what)
    noted = Problems()
    seconds = read_duration(node, noted, what=what)
    problems.extend(Problem(one.place, f"{one.message}, or one of {', '.join(LATENESSES)}") for one in noted)
    return seconds


def _read_event_id(node: Node, problems: Problems, *, what: str) -> str | None:
    return NO_EVENT_ID if node.value is None else text(node, problems, what=what)


def _read_keys(node: Node, problems: Problems, *, what: str) -> tuple[KeyKind, ...] | None:
    members = node.value if isinstance(node.value, list) else [node]
    read = (choice(member, KEYS, problems, what="key") for member in members)
    kinds = tuple(dict.fromkeys(kind for kind in read if kind is not None))
    if not members:
        problems.add(node.place, f"{what}: expected at least one of {', '.join(KEYS)}")
    return kinds or None


def _read_names(node: Node, problems: Problems, *, what: str) -> dict[str, str]:
    """What a source calls things, each by the name that it should have."""
    entries = mapping_entries(node, problems, what=what)
    return {name: text(member, problems, what=name) or "" for name, _, member in entries}


def _read_types(node: Node, problems: Problems, *, what: str) -> dict[str, SentAs]:
    found: dict[str, SentAs] = {}
    for name, _, member in mapping_entries(node, problems, what=what):
        written = Node("null", member.place) if member.value is None else member
        sent_as = choice(written, SENT_AS, problems, what="type")
        if sent_as is not None:
            found[name] = sent_as
    return found


def _read_figures(node: Node, problems: Problems, *, what: str) -> dict[str, Figure]:
    entries = mapping_entries(node, problems, what=what)
    read = ((name, choice(member, FIGURES, problems, what="figure")) for name, _, member in entries)
    return {name: figure for name, figure in read if figure is not None}


def _read_values(node: Node, problems: Problems, *, what: str) -> dict[str, Json]:
    return {name: member.plain() for name, _, member in mapping_entries(node, problems, what=what)}


def _read_word(node: Node, problems: Problems, *, what: str) -> str | None:
    return choice(node, _WORDS[what], problems, what=what)


READERS: dict[str, Callable[..., object]] = {
    "identifies by": _read_keys,
    "resets on logout": boolean,
    "sends times": boolean,
    "takes": _read_takes,
    "any order": boolean,
    "events": _read_names,
    "fields": _read_names,
    "types": _read_types,
    "times": _read_word,
    "money": _read_word,
    "leaves out": texts,
    "products by": _read_word,
    "event id": _read_event_id,
    "writes": _read_figures,
    "also writes": _read_values,
}
"""What may be said of a source, and what reads it."""
MARKS = frozenset(key for key in READERS if " " in key) | {"takes"}
"""What nothing but a source has, so that a file is told by it."""
_FIELDS = {key: key.replace(" ", "_") for key in READERS} | {"writes": "figures"}
_ADDED = frozenset(("events", "fields", "types", "leaves_out", "also_writes"))
"""Fields of which several words add up; of any other the later word counts."""
