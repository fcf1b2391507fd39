"""Calls that a story writes out: mappings whose first member says the kind of call, the others its parts.

A person is `{email: mia@example.com}`; instants are ISO 8601. What a call leaves out is as when nothing is said of it.
"""

import re
from collections.abc import Iterator
from typing import get_args

import msgspec

from simulator.documents import Node, Problems
from simulator.documents.problem import unknown
from simulator.documents.reading import expect, fields, items, text
from simulator.instants import instant_text
from simulator.language.times import is_reachable, read_instant
from simulator.operations import FactOperation, IdentifierKind
from simulator.values import Json

KIND = "call"
KINDS: dict[str, type[FactOperation]] = {
    str(call.__struct_config__.tag).replace("_", " "): call for call in get_args(FactOperation)
}
"""What each kind of call is called."""

_MISSING = re.compile(r"missing required field `(\w+)`")
_WRONG = re.compile(r"Expected `([^`]+)`, got `([^`]+)` - at `\$\.(\w+)")
_TYPES = {
    "str": "a text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "object": "a mapping",
    "array": "a list",
    "null": "nothing",
}
_PEOPLE = ("who", "primary", "secondary")
_INSTANTS = ("timestamp", "last_used")
_IDENTIFIERS: tuple[IdentifierKind, ...] = get_args(IdentifierKind)


def call_members(call: FactOperation) -> dict[str, Json]:
    """The call as it is written."""
    plain: Json = msgspec.json.decode(msgspec.json.encode(call))
    assert isinstance(plain, dict), "a call is a mapping"
    usual = dict(zip(call.__struct_fields__[::-1], call.__struct_defaults__[::-1], strict=False))
    told = {name: getattr(call, name) for name in call.__struct_fields__}
    said = {name: plain[name] for name, value in told.items() if name not in usual or value != _usual(usual[name])}
    kind = str(plain["type"]).replace("_", " ")
    return {KIND: kind, **{_key(name): _written(name, value) for name, value in said.items()}}


def _usual(default: object) -> object:
    """The default itself; that of a mapping is made anew each time."""
    return default.factory() if hasattr(default, "factory") else default


def _written(name: str, value: Json) -> Json:
    if name in _PEOPLE and isinstance(value, dict):
        return {str(value["kind"]): value["value"]}
    if name == "people" and isinstance(value, list):
        return [_written("who", one) for one in value]
    if name in _INSTANTS and isinstance(value, int) and is_reachable(value):
        return instant_text(value)
    return value


def _key(name: str) -> str:
    return name.replace("_", " ")


def read_calls(node: Node, problems: Problems) -> tuple[FactOperation, ...]:
    """The calls in a list, in order."""
    calls = [_read_call(entry, problems) for entry in items(node, problems, what="calls")]
    if node.value == []:
        problems.add(node.place, "calls: expected at least one")
    return tuple(call for call in calls if call is not None)


def _read_call(node: Node, problems: Problems) -> FactOperation | None:
    kind = _kind_of(node, problems)
    if kind is None:
        return None
    noted = Problems()
    known = {_key(name): name for name in KINDS[kind].__struct_fields__}
    members = fields(node, noted, what=f"the call '{kind}'", known=(KIND, *known))
    plain = {known[key]: _plain(known[key], member, noted) for key, member in _parts(members)}
    problems.extend(noted)
    if noted:
        return None
    try:
        return msgspec.convert(plain, KINDS[kind])
    except msgspec.ValidationError as error:
        problems.add(node.place, f"the call '{kind}' {_readable(str(error))}")
        return None


def _readable(said: str) -> str:
    """What is wrong with a call's parts, in the words of a file."""
    missing, wrong = _MISSING.search(said), _WRONG.search(said)
    if missing:
        return f"needs '{_key(missing[1])}'"
    if wrong:
        expected, found = _types(wrong[1]), _types(wrong[2])
        return f"has in '{_key(wrong[3])}' {found}, expected {expected}"
    return f"is none: {said}"


def _types(said: str) -> str:
    return " or ".join(_TYPES.get(word, word) for word in said.split(" | "))


def _parts(members: dict[str, Node]) -> Iterator[tuple[str, Node]]:
    return ((key, member) for key, member in members.items() if key != KIND)


def _kind_of(node: Node, problems: Problems) -> str | None:
    member = node.value.get(KIND) if isinstance(node.value, dict) else None
    if member is None:
        expect(node, "a call, such as '{call: track, name: Quiz Finished, who: {email: mia@example.com}}'", problems)
        return None
    if member.value not in KINDS:
        problems.add(member.place, unknown("call", str(member.plain()), KINDS))
        return None
    return str(member.value)


def _plain(name: str, node: Node, problems: Problems) -> Json:
    if name in _PEOPLE and node.value is not None:
        return _person(node, problems)
    if name == "people":
        return [_person(member, problems) for member in items(node, problems, what=name)]
    if name in _INSTANTS and isinstance(node.value, str):
        return read_instant(node, problems, what=_key(name), zone="UTC")
    return node.plain()


def _person(node: Node, problems: Problems) -> Json:
    members = fields(node, problems, what="a person", known=_IDENTIFIERS)
    if len(members) != 1:
        expect(node, "one identifier, such as '{email: mia@example.com}'", problems, what="a person")
        return None
    ((kind, value),) = members.items()
    named = value.value if isinstance(value.value, str) else text(value, problems, what=kind)
    return {"kind": kind, "value": named}
