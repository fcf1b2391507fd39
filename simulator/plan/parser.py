"""The text of a plan to its value: sections `identity`, `attributes` and `events`, each problem at its place.

A field is written as its type, `total: money`, or as a mapping of type, unit and what is plausible. Names that differ
only in case or separators are one name to a reader, so they must not both be there. An example is as the plan says.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from simulator.documents import Node, Place, Problems
from simulator.documents.reading import (
    expect,
    fields,
    instant,
    mapping,
    mapping_entries,
    named,
    one_of,
    pair,
    text,
)
from simulator.plan.fields import missing, slips
from simulator.plan.tracking_plan import (
    ANY_CURRENCY,
    KEY_NAMES,
    TYPES,
    UNITS,
    FieldType,
    KeyName,
    PlannedAttribute,
    PlannedEvent,
    PlannedField,
    PlannedIdentity,
    Span,
    TrackingPlan,
    name_form,
)

KEYS = ("name", "owner", "identity", "attributes", "events")
REQUIRED = ("name", "events")
IDENTITY_KEYS = ("backbone", "contacts", "sources", "owner")
FIELD_KEYS = ("type", "unit", "plausible")
ATTRIBUTE_KEYS = (*FIELD_KEYS, "owner", "updates")
EVENT_KEYS = ("owner", "aliases", "required", "optional", "example")

_T = TypeVar("_T", bound=str)
SourceNamed = Callable[[str], str]


def read_plan(node: Node, problems: Problems, *, source_named: SourceNamed = str) -> TrackingPlan:
    """The plan in `node`; what could be read of it when there are problems.

    Args:
        source_named: the source that a reader calls so.
    """
    found = fields(node, problems, what="the tracking plan", known=KEYS, required=REQUIRED)
    _check_owner(found, problems)
    return TrackingPlan(
        name=(text(found["name"], problems, what="name") if "name" in found else None) or "",
        events=_read_events(found["events"], problems, source_named) if "events" in found else {},
        attributes=_read_attributes(found["attributes"], problems, source_named) if "attributes" in found else {},
        identity=_read_identity(found["identity"], problems, source_named) if "identity" in found else None,
    )


def _check_owner(found: Mapping[str, Node], problems: Problems) -> None:
    """Of a whole plan, or of its identity, the owner is a person or a team: a text for readers."""
    if "owner" in found:
        text(found["owner"], problems, what="owner")


def _read_identity(node: Node, problems: Problems, source_named: SourceNamed) -> PlannedIdentity | None:
    found = fields(node, problems, what="identity", known=IDENTITY_KEYS, required=("backbone",))
    _check_owner(found, problems)
    backbone = _choice(found["backbone"], KEY_NAMES, problems, what="key") if "backbone" in found else None
    sources = found.get("sources")
    named_sources = () if sources is None else mapping_entries(sources, problems, what="sources")
    keys = {source_named(name): _keys(member, problems) for name, _, member in named_sources}
    contacts = _keys(found["contacts"], problems) if "contacts" in found else ()
    return None if backbone is None else PlannedIdentity(backbone, contacts, keys)


def _keys(node: Node, problems: Problems) -> tuple[KeyName, ...]:
    read = (_choice(member, KEY_NAMES, problems, what="key") for member in _one_or_more(node))
    return tuple(dict.fromkeys(key for key in read if key is not None))


def _choice(node: Node, choices: tuple[_T, ...], problems: Problems, *, what: str) -> _T | None:
    found = one_of(node, choices, problems, what=what)
    return next((word for word in choices if word == found), None)


def _one_or_more(node: Node) -> list[Node]:
    return node.value if isinstance(node.value, list) else [node]


def _texts(node: Node, problems: Problems, *, what: str) -> tuple[str, ...]:
    read = (text(member, problems, what=what) for member in _one_or_more(node))
    return tuple(found for found in read if found is not None)


def _owners(found: Mapping[str, Node], problems: Problems, source_named: SourceNamed) -> tuple[str, ...]:
    return tuple(map(source_named, _texts(found["owner"], problems, what="owner"))) if "owner" in found else ()


def _read_attributes(node: Node, problems: Problems, source_named: SourceNamed) -> dict[str, PlannedAttribute]:
    entries = list(mapping_entries(node, problems, what="attributes"))
    _check_names(((name, place) for name, place, _ in entries), "attribute", problems)
    attributes: dict[str, PlannedAttribute] = {}
    for name, _, member in entries:
        field = _read_field(name, member, problems, known=ATTRIBUTE_KEYS)
        members = member.value if isinstance(member.value, dict) else {}
        if "updates" in members:
            text(members["updates"], problems, what="updates")
        if field is not None:
            attributes[name] = PlannedAttribute(field, _owners(members, problems, source_named))
    return attributes


def _read_events(node: Node, problems: Problems, source_named: SourceNamed) -> dict[str, PlannedEvent]:
    entries = list(mapping_entries(node, problems, what="events"))
    _check_names(_event_names(entries), "event", problems)
    return {name: _read_event(name, member, problems, source_named) for name, _, member in entries}


def _event_names(entries: Iterable[tuple[str, Place, Node]]) -> Iterator[tuple[str, Place]]:
    """Every name of every event with its place: its own, and its aliases."""
    for name, place, member in entries:
        yield name, place
        aliases = member.value.get("aliases") if isinstance(member.value, dict) else None
        for alias in () if aliases is None else _one_or_more(aliases):
            if isinstance(alias.value, str):
                yield alias.value, alias.place


def _check_names(names: Iterable[tuple[str, Place]], what: str, problems: Problems) -> None:
    seen: dict[str, str] = {}
    for name, place in names:
        first = seen.setdefault(name_form(name), name)
        if seen[name_form(name)] is not name:
            problems.add(place, f"{what} '{name}' is '{first}' again: case and separators tell no two names apart")


def _read_event(name: str, node: Node, problems: Problems, source_named: SourceNamed) -> PlannedEvent:
    if node.value is None:
        return PlannedEvent()
    found = fields(node, problems, what=f"event '{name}'", known=EVENT_KEYS)
    event = PlannedEvent(
        required=_read_fields(found.get("required"), problems, what="required"),
        optional=_read_fields(found.get("optional"), problems, what="optional"),
        owners=_owners(found, problems, source_named),
        aliases=_texts(found["aliases"], problems, what="aliases") if "aliases" in found else (),
    )
    for path in event.required.keys() & event.optional.keys():
        problems.add(found["optional"].keys.get(path, node.place), f"'{path}' is required and optional at once")
    if "example" in found:
        _check_example(name, found["example"], event, problems)
    return event


def _check_example(name: str, node: Node, event: PlannedEvent, problems: Problems) -> None:
    """Note where the example of an event is not what the plan says of it."""
    mapping(node, problems, what="example")
    data = node.plain()
    if not isinstance(data, dict):
        return
    for slip in (*missing(data, event.required), *slips(data, {**event.required, **event.optional})):
        place = node.keys.get(slip.path.partition("[")[0].partition(".")[0], node.place)
        problems.add(place, f"example of '{name}': {slip.path} {slip.words}")


def _read_fields(node: Node | None, problems: Problems, *, what: str) -> dict[str, PlannedField]:
    if node is None:
        return {}
    read = {
        path: _read_field(path, member, problems, known=FIELD_KEYS)
        for path, _, member in mapping_entries(node, problems, what=what)
    }
    return {path: field for path, field in read.items() if field is not None}


def _read_field(name: str, node: Node, problems: Problems, *, known: tuple[str, ...]) -> PlannedField | None:
    """`total: money`, or `total: {type: money, unit: minor units, plausible: [100, 500000]}`."""
    if not isinstance(node.value, dict):
        kind = _choice(node, TYPES, problems, what="type")
        return None if kind is None else PlannedField(kind, _usual_unit(kind))
    found = fields(node, problems, what=f"'{name}'", known=known, required=("type",))
    kind = _choice(found["type"], TYPES, problems, what="type") if "type" in found else None
    if kind is None:
        return None
    unit = _read_unit(found["unit"], kind, problems) if "unit" in found else None
    plausible = _read_plausible(found["plausible"], kind, problems) if "plausible" in found else {}
    return PlannedField(kind, unit or _usual_unit(kind), plausible)


def _usual_unit(kind: FieldType) -> str:
    return UNITS[kind][0] if kind in UNITS else ""


def _read_unit(node: Node, kind: FieldType, problems: Problems) -> str | None:
    if kind in UNITS:
        return named(node, UNITS[kind], problems, what=f"unit of {kind}")
    if kind == "number":
        return text(node, problems, what="unit")
    problems.add(node.place, f"unit: a {kind} has none; number, money and time do")
    return None


def _read_plausible(node: Node, kind: FieldType, problems: Problems) -> dict[str, Span]:
    """The least and the most, or of money such a pair for each currency."""
    if kind not in UNITS:
        problems.add(node.place, f"plausible: only money and time have a range, not a {kind}")
        return {}
    if kind == "money" and isinstance(node.value, dict):
        read = {currency: _read_span(member, kind, problems) for currency, _, member in node.entries()}
    else:
        read = {ANY_CURRENCY: _read_span(node, kind, problems)}
    return {currency: span for currency, span in read.items() if span is not None}


def _read_span(node: Node, kind: FieldType, problems: Problems) -> Span | None:
    both = pair(node, problems, what="plausible")
    if both is None:
        return None
    least, most = (_read_bound(member, kind, problems) for member in both)
    if least is None or most is None:
        return None
    if least >= most:
        problems.add(node.place, "plausible: expected the least first, then the most")
    return least, most


def _read_bound(node: Node, kind: FieldType, problems: Problems) -> float | None:
    if kind == "time":
        return instant(node, problems, what="plausible")
    if isinstance(node.value, int | float) and not isinstance(node.value, bool):
        return node.value
    expect(node, "a number", problems, what="plausible")
    return None
