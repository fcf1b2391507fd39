"""What a workspace lets its owner choose, and what is unknown about the real product: one named setting each.

Only settings that this version honours stand here; the others of the list are definition errors until they do
something.
"""

from typing import Literal, get_args, get_type_hints

import msgspec

from simulator.documents import Node, Problems
from simulator.documents.reading import expect, fields, one_of, text
from simulator.instants import zone_from

IdentifierSet = tuple[Literal["id", "email"], ...]


class Settings(msgspec.Struct, frozen=True, gc=False):
    """Names, values and defaults as in the list of settings; see `docs/glossary.md` for the words."""

    identifiers: IdentifierSet = ("id", "email")
    """Which identifiers address a person: `[id]`, `[email]` or `[id, email]`."""
    timezone: str = "UTC"
    """The zone of dates that name none."""
    allow_email_update_by_id: bool = True
    """Whether a call that addresses a person by id may replace the email."""
    id_takeover_by_email: bool = False
    """Whether an unknown id replaces the id of the person who owns the email of the call."""
    anonymous_merge: bool = True
    """Whether anonymous events become a person's at identification."""
    unknown_person_event: Literal["create", "drop"] = "create"
    """What an event of an unknown person does."""
    rebase_real_time: Literal["auto", "on", "off"] = "auto"
    """Whether times of the machine are moved onto a virtual clock; `auto` is on where the clock is frozen."""


_IDENTIFIER_SETS: dict[tuple[str, ...], IdentifierSet] = {
    ("id",): ("id",),
    ("email",): ("email",),
    ("id", "email"): ("id", "email"),
}


def read_settings(node: Node, problems: Problems) -> Settings:
    """The settings a mapping names, the others at their defaults; problems at the value they concern."""
    hints = get_type_hints(Settings)
    chosen: dict[str, object] = {}
    for name, value in fields(node, problems, what="settings", known=hints).items():
        read = _read_one(name, value, hints[name], problems)
        if read is not None:
            chosen[name] = read
    return msgspec.convert(chosen, Settings)


def _read_one(name: str, node: Node, hint: object, problems: Problems) -> object:
    if name == "identifiers":
        return _read_identifiers(node, problems)
    if name == "timezone":
        return _read_zone(node, problems)
    if hint is bool:
        if isinstance(node.value, bool):
            return node.value
        expect(node, "true or false", problems, what=name)
        return None
    if isinstance(node.value, bool):
        node = Node("on" if node.value else "off", node.place)
    return one_of(node, get_args(hint), problems, what=name)


def _read_identifiers(node: Node, problems: Problems) -> IdentifierSet | None:
    written = node.plain()
    if isinstance(written, list):
        found = _IDENTIFIER_SETS.get(tuple(sorted(map(str, written), reverse=True)))
        if found is not None:
            return found
    expect(node, "[id], [email] or [id, email]", problems, what="identifiers")
    return None


def _read_zone(node: Node, problems: Problems) -> str | None:
    name = text(node, problems, what="timezone")
    if name is None:
        return None
    try:
        zone_from(name)
    except ValueError as error:
        problems.add(node.place, str(error))
        return None
    return name
