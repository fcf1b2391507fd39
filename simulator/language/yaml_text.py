"""A scenario file in YAML to a scenario value; every problem of the file is noted, each at its place."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import get_args

from simulator.documents import Node, Problems, load_file
from simulator.documents.reading import items, mapping, mapping_entries, text
from simulator.instants import Instant
from simulator.language.definition_text import WorkspaceText, checked, workspace_above, workspace_file
from simulator.language.entries import choice, read_entry
from simulator.language.times import read_instant
from simulator.language.yaml_expectations import Known, read_expectations
from simulator.language.yaml_journey import DEVICES, read_journey
from simulator.scenario import DEFAULT_START, Act, Expect, Persona, Scenario, Shop, Shopper

_KEYS = (
    "scenario",
    "story",
    "workspace",
    "segments",
    "campaigns",
    "starts",
    "seed",
    "shoppers",
    "journey",
    "expect",
)
_LATER_KEYS = ("sources", "plan", "unavailable")
_LATER_SHOPPER_KEYS = ("uses device of", "known as", "profiles", "blocks tracking")
_PERSONAS: tuple[Persona, ...] = get_args(Persona)


def compile_yaml(path: Path | str, problems: Problems) -> Scenario | None:
    """The scenario in the file, or nothing after noting every problem.

    The workspace is the one that the file names, else the nearest workspace.yaml above it.
    """
    found = Problems()
    node = load_file(path, found)
    scenario = None if node is None else _read_scenario(node, Path(path), found)
    problems.extend(found)
    return None if found else scenario


def _read_scenario(node: Node, path: Path, problems: Problems) -> Scenario:
    entry = read_entry(
        node, problems, what="a scenario", known=_KEYS, required=("scenario", "expect"), later=_LATER_KEYS
    )
    workspace = _read_workspace(entry.members, path, problems)
    starts = _read_start(entry.members.get("starts"), workspace.zone, problems)
    shoppers = _read_shoppers(entry.members.get("shoppers"), problems)
    known = Known(
        shoppers=[shopper.name for shopper in shoppers],
        segments=workspace.names("segments"),
        campaigns=workspace.names("campaigns"),
        starts=starts,
        zone=workspace.zone,
    )
    return Scenario(
        name=entry.text("scenario") or "",
        place=node.place,
        definition=workspace.plain(),
        items=_read_items(entry.members, known, problems),
        story=entry.text("story") or "",
        starts=DEFAULT_START if starts is None else starts,
        starts_now=starts is None,
        seed=entry.count("seed"),
        shop=Shop(zone=workspace.zone),
        shoppers=shoppers,
    )


def _read_items(members: Mapping[str, Node], known: Known, problems: Problems) -> tuple[Act | Expect, ...]:
    """Doings and expectations by their instants; in one second the doings come first."""
    acts = read_journey(members["journey"], known.shoppers, problems) if "journey" in members else []
    expectations = read_expectations(members["expect"], known, problems) if "expect" in members else []
    return tuple(sorted((*acts, *expectations), key=_at))


def _at(item: Act | Expect) -> int:
    return item.at or 0


def _read_workspace(members: Mapping[str, Node], path: Path, problems: Problems) -> WorkspaceText:
    workspace = _base(members.get("workspace"), path, problems)
    added = {
        section: _section(members[section], section, path, problems)
        for section in ("segments", "campaigns")
        if section in members
    }
    return workspace.with_added(added, problems)


def _base(node: Node | None, path: Path, problems: Problems) -> WorkspaceText:
    if node is None:
        return workspace_above(path)
    if isinstance(node.value, dict):
        return checked(node)
    file = _file_named(node, path, problems, what="workspace")
    return workspace_above(path) if file is None else workspace_file(file)


def _section(node: Node, section: str, path: Path, problems: Problems) -> dict[str, Node]:
    """Segments or campaigns, written in place or in a file of their own."""
    if isinstance(node.value, str):
        file = _file_named(node, path, problems, what=section)
        loaded = None if file is None else load_file(file, problems)
        return {} if loaded is None else mapping(loaded, problems, what=section)
    return mapping(node, problems, what=section)


def _file_named(node: Node, path: Path, problems: Problems, *, what: str) -> Path | None:
    written = text(node, problems, what=what)
    if written is None:
        return None
    file = Path(os.path.normpath(path.parent / written))
    if _is_there(file):
        return file
    problems.add(node.place, f"{what}: there is no file '{written}' beside this one")
    return None


def _is_there(file: Path) -> bool:
    try:
        return file.is_file()
    except OSError:
        return False


def _read_start(node: Node | None, zone: str, problems: Problems) -> Instant | None:
    """When the scenario starts; nothing for `now`."""
    if node is None:
        return DEFAULT_START
    if node.value == "now":
        return None
    found = read_instant(node, problems, what="starts", zone=zone)
    return DEFAULT_START if found is None else found


def _read_shoppers(node: Node | None, problems: Problems) -> tuple[Shopper, ...]:
    if node is None:
        return ()
    return tuple(
        _read_shopper(name, member, problems) for name, _, member in mapping_entries(node, problems, what="shoppers")
    )


def _read_shopper(name: str, node: Node, problems: Problems) -> Shopper:
    if node.value is None:
        return Shopper(name)
    entry = read_entry(
        node, problems, what=f"shopper '{name}'", known=("persona", "devices"), later=_LATER_SHOPPER_KEYS
    )
    persona = choice(entry.members["persona"], _PERSONAS, problems, what="persona") if "persona" in entry else None
    devices = items(entry.members["devices"], problems, what="devices") if "devices" in entry else []
    chosen = (choice(device, DEVICES, problems, what="device") for device in devices)
    return Shopper(name, persona or "visitor", tuple(device for device in chosen if device is not None))
