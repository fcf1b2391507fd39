"""The shoppers of a scenario file: their devices, and what is known of them before anything happens."""

from collections.abc import Collection
from typing import get_args

from simulator.documents import Node, Place, Problems
from simulator.documents.reading import items, mapping_entries, named
from simulator.language.entries import Entry, choice, read_entry
from simulator.language.people import Fact, check_sharing, known_facts
from simulator.scenario import Persona, Shopper
from simulator.shoppers import DeviceName, KnownFact, SharedDevice
from simulator.values import text_of

DEVICES: tuple[DeviceName, ...] = get_args(DeviceName)
PERSONAS: tuple[Persona, ...] = get_args(Persona)
KEYS = ("persona", "devices", "uses device of", "known as", "profiles", "blocks tracking")


def read_shoppers(node: Node | None, problems: Problems) -> tuple[Shopper, ...]:
    """The shoppers in the order written."""
    if node is None:
        return ()
    entries = list(mapping_entries(node, problems, what="shoppers"))
    everybody = [name for name, _, _ in entries]
    shoppers = {name: _read_shopper(name, member, everybody, problems) for name, _, member in entries}
    places: dict[str, Place] = {name: place for name, place, _ in entries}
    check_sharing(shoppers, places, problems)
    return tuple(shoppers.values())


def _read_shopper(name: str, node: Node, everybody: Collection[str], problems: Problems) -> Shopper:
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
    )


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
