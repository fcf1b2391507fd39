"""The shoppers of a scenario file: their devices, what is known of them, and what they did before anything happens."""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import get_args

from simulator.documents import Node, Place, Problems
from simulator.documents.reading import items, mapping, mapping_entries, named
from simulator.language.entries import Entry, choice, read_entry
from simulator.language.pasts import Calendar, past_event, with_history
from simulator.language.people import Fact, check_sharing, known_facts
from simulator.language.rosters import with_people
from simulator.language.row_files import Rows, rows_named
from simulator.scenario import Persona, Shopper
from simulator.shoppers import DeviceName, KnownFact, PastEvent, SharedDevice
from simulator.values import text_of

DEVICES: tuple[DeviceName, ...] = get_args(DeviceName)
PERSONAS: tuple[Persona, ...] = get_args(Persona)
KEYS = ("persona", "devices", "uses device of", "known as", "profiles", "blocks tracking", "history")


def read_shoppers(
    members: Mapping[str, Node], path: Path, calendar: Calendar, problems: Problems
) -> tuple[Shopper, ...] | None:
    """The shoppers of a story with its `members`: in the order written, then those of its files of people.

    Nothing where such a file can't be read, so that anybody may be in it.
    """
    people = _rows(members, "people", path, problems)
    history = _rows(members, "history", path, problems)
    shoppers = _read_written(members["shoppers"], calendar, problems) if "shoppers" in members else {}
    for rows in people:
        shoppers = with_people(shoppers, rows or (), problems)
    for rows in history:
        shoppers = with_history(shoppers, rows or (), calendar, problems)
    return None if None in people else tuple(shoppers.values())


def _rows(members: Mapping[str, Node], key: str, path: Path, problems: Problems) -> list[Rows | None]:
    return [rows_named(node, path, problems, what=key) for node in _one_or_more(members.get(key))]


def _read_written(node: Node, calendar: Calendar, problems: Problems) -> dict[str, Shopper]:
    entries = list(mapping_entries(node, problems, what="shoppers"))
    everybody = [name for name, _, _ in entries]
    shoppers = {name: _read_shopper(name, member, everybody, calendar, problems) for name, _, member in entries}
    places: dict[str, Place] = {name: place for name, place, _ in entries}
    check_sharing(shoppers, places, problems)
    return shoppers


def _read_shopper(name: str, node: Node, everybody: Collection[str], calendar: Calendar, problems: Problems) -> Shopper:
    if node.value is None:
        return Shopper(name)
    entry = read_entry(node, problems, what=f"shopper '{name}'", known=KEYS)
    persona = choice(entry.members["persona"], PERSONAS, problems, what="persona") if "persona" in entry else None
    known = entry.members.get("known as")
    devices = items(entry.members["devices"], problems, what="devices") if "devices" in entry else []
    return Shopper(
        name,
        persona or "visitor",
        devices=_devices(devices, entry),
        shares=_shares(entry, everybody),
        known=() if known is None else _facts(known, problems, what=f"'known as' of '{name}'"),
        profiles=_profiles(name, entry),
        blocks=_devices(_one_or_more(entry.members.get("blocks tracking")), entry),
        history=_history(name, entry, calendar),
    )


def _history(name: str, entry: Entry, calendar: Calendar) -> tuple[PastEvent, ...]:
    """What they did before: `{event: Order Placed, at: 3 days ago, total: 59}`."""
    node = entry.members.get("history")
    if node is None:
        return ()
    rows = items(node, entry.problems, what="history")
    told = ((row, mapping(row, entry.problems, what=f"an event of '{name}'")) for row in rows)
    pasts = (
        past_event(row.place, {key: cell.plain() for key, cell in cells.items()}, calendar, entry.problems)
        for row, cells in told
        if isinstance(row.value, dict)
    )
    return tuple(past for past in pasts if past is not None)


def _devices(nodes: Collection[Node], entry: Entry) -> tuple[DeviceName, ...]:
    chosen = (choice(node, DEVICES, entry.problems, what="device") for node in nodes)
    return tuple(device for device in chosen if device is not None)


def _one_or_more(node: Node | None) -> list[Node]:
    if node is None:
        return []
    return node.value if isinstance(node.value, list) else [node]


def _shares(entry: Entry, everybody: Collection[str]) -> tuple[SharedDevice, ...]:
    """`uses device of: {Ana: laptop}`."""
    node = entry.members.get("uses device of")
    if node is None:
        return ()
    shares: list[SharedDevice] = []
    for owner, place, member in mapping_entries(node, entry.problems, what="uses device of"):
        named(Node(owner, place), everybody, entry.problems, what="shopper")
        shares += [SharedDevice(device, owner) for device in _devices(_one_or_more(member), entry)]
    return tuple(shares)


def _profiles(name: str, entry: Entry) -> tuple[tuple[KnownFact, ...], ...]:
    node = entry.members.get("profiles")
    if node is None:
        return ()
    rows = items(node, entry.problems, what="profiles")
    return tuple(_facts(row, entry.problems, what=f"a profile of '{name}'") for row in rows)


def _facts(node: Node, problems: Problems, *, what: str) -> tuple[KnownFact, ...]:
    facts = [_fact(attribute, place, member) for attribute, place, member in mapping_entries(node, problems, what=what)]
    return known_facts(facts, node.place, problems, what=what) if isinstance(node.value, dict) else ()


def _fact(attribute: str, place: Place, node: Node) -> Fact:
    """`lifetime_value: 310` or, with who writes it, `lifetime_value: {value: 310, owner: warehouse}`."""
    if isinstance(node.value, dict) and node.value.keys() == {"value", "owner"}:
        return place, attribute, node.value["value"].plain(), text_of(node.value["owner"].plain())
    return place, attribute, node.plain(), ""
