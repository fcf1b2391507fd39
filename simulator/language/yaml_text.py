"""A scenario file in YAML to a scenario value; every problem of the file is noted, each at its place."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from simulator.deliveries import SourceName
from simulator.documents import Node, Place, Problems, load_text, read_text
from simulator.documents.reading import mapping
from simulator.instants import Instant
from simulator.language.definition_text import (
    WorkspaceText,
    checked,
    file_named,
    read_sources_section,
    replaced_workspace,
    section_of,
    workspace_above,
    workspace_file,
)
from simulator.language.entries import read_entry
from simulator.language.orders import check_orders
from simulator.language.pasts import Calendar
from simulator.language.plans import check_has_plan, plan_written
from simulator.language.sources import habits_of
from simulator.language.stories import shown_path
from simulator.language.times import read_duration, read_instant
from simulator.language.yaml_expectations import Known, read_expectations
from simulator.language.yaml_journey import read_journey
from simulator.language.yaml_shoppers import read_shoppers
from simulator.scenario import DEFAULT_START, Act, Expect, LetArrive, Outage, Scenario, SendAgain, Shop
from simulator.shoppers import Habits, Shopper

KEYS = (
    "scenario",
    "story",
    "workspace",
    "segments",
    "campaigns",
    "sources",
    "shop",
    "plan",
    "starts",
    "seed",
    "shoppers",
    "people",
    "history",
    "unavailable",
    "journey",
    "expect",
)
REQUIRED = ("scenario", "expect")
Timed = Act | SendAgain | Expect
OUTAGE_KEYS = ("at", "for")
SHOP_KEYS = ("name", "currency", "zone")
_CURRENCY = re.compile("[A-Z]{3}", re.ASCII)


def compile_yaml(path: Path | str, problems: Problems) -> Scenario | None:
    """The scenario in the file, or nothing after noting every problem.

    The workspace is the one that the file names, else the nearest workspace.yaml above it.
    """
    text = read_text(path, problems)
    return None if text is None else compile_yaml_text(text, problems, path=path)


def compile_yaml_text(text: str, problems: Problems, *, path: Path | str) -> Scenario | None:
    """The scenario in the text, as if it stood in the file at `path`."""
    found = Problems()
    node = load_text(text, found, path=str(path))
    scenario = None if node is None else _read_scenario(node, Path(path), found)
    problems.extend(found)
    return None if found else scenario


def empty_story(name: str, path: Path, problems: Problems) -> Scenario:
    """A story in which nothing is written to happen, in the workspace that is nearest above `path`."""
    shown = shown_path(path)
    workspace = workspace_above(shown)
    problems.extend(workspace.problems)
    return Scenario(
        name=name,
        place=Place(str(shown), 1, 1),
        definition=workspace.plain(),
        items=(),
        shop=Shop(zone=workspace.zone),
        sources=habits_of((workspace.sources,)),
    )


def _read_scenario(node: Node, path: Path, problems: Problems) -> Scenario:
    entry = read_entry(node, problems, what="a scenario", known=KEYS, required=REQUIRED)
    workspace = _read_workspace(entry.members, path, problems)
    shop = _read_shop(entry.members.get("shop"), workspace.zone, problems)
    starts = _read_start(entry.members.get("starts"), shop.zone, problems)
    shoppers = read_shoppers(entry.members, path, Calendar(starts, shop.zone), problems)
    known = Known(
        shoppers=None if shoppers is None else [shopper.name for shopper in shoppers],
        segments=workspace.names("segments"),
        campaigns=workspace.names("campaigns"),
        starts=starts,
        zone=shop.zone,
    )
    items = _read_items(entry.members, known, shoppers or (), problems)
    plan = entry.members.get("plan")
    check_has_plan(items, plan, problems, advice="plan: core commerce")
    return Scenario(
        name=entry.text("scenario") or "",
        place=node.place,
        definition=workspace.plain(),
        items=items,
        story=entry.text("story") or "",
        starts=DEFAULT_START if starts is None else starts,
        starts_now=starts is None,
        seed=entry.count("seed"),
        shop=shop,
        shoppers=shoppers or (),
        sources=_read_sources(entry.members.get("sources"), workspace, path, problems),
        unavailable=_read_outage(entry.members.get("unavailable"), problems),
        plan=None if plan is None else plan_written(plan, path, problems),
    )


def _read_outage(node: Node | None, problems: Problems) -> Outage | None:
    """`unavailable: {at: 5m, for: 10m}`; without `at` from the start."""
    if node is None:
        return None
    entry = read_entry(node, problems, what="'unavailable'", known=OUTAGE_KEYS, required=("for",))
    at = read_duration(entry.members["at"], problems, what="at") if "at" in entry else None
    seconds = read_duration(entry.members["for"], problems, what="for") if "for" in entry else None
    return Outage(at or 0, seconds or 0)


def _read_sources(
    node: Node | None, workspace: WorkspaceText, path: Path, problems: Problems
) -> dict[SourceName, Habits]:
    own = {} if node is None else read_sources_section(node, path, problems)
    return habits_of((workspace.sources, own))


def _read_shop(node: Node | None, zone: str, problems: Problems) -> Shop:
    """What the shop is called, trades in and tells times in; the time zone is the workspace's too."""
    if node is None:
        return Shop(zone=zone)
    entry = read_entry(node, problems, what="'shop'", known=SHOP_KEYS)
    currency = entry.text("currency") or Shop().currency
    if not _CURRENCY.fullmatch(currency):
        problems.add(entry.members["currency"].place, f"currency: '{currency}' is no code such as 'EUR'")
    return Shop(entry.text("name") or Shop().name, currency, zone)


def _read_items(
    members: Mapping[str, Node], known: Known, shoppers: Iterable[Shopper], problems: Problems
) -> tuple[Timed | LetArrive, ...]:
    """The journey by its instants, in each second before what is expected; last what is at the last arrival."""
    journey = read_journey(members["journey"], known, problems) if "journey" in members else []
    expectations = read_expectations(members["expect"], known, problems) if "expect" in members else []
    journey.sort(key=_at)
    check_orders((item for item in journey if isinstance(item, Act)), shoppers, problems)
    timed = [look for look in expectations if look.at is not None]
    last = [look for look in expectations if look.at is None]
    arrived = [LetArrive(look.place, "every outstanding delivery has arrived") for look in last[:1]]
    return (*sorted((*journey, *timed), key=_at), *arrived, *last)


def _at(item: Timed) -> int:
    return item.at or 0


def _read_workspace(members: Mapping[str, Node], path: Path, problems: Problems) -> WorkspaceText:
    workspace = _base(members.get("workspace"), path, problems)
    added = {
        section: _section(members[section], section, path, problems)
        for section in ("segments", "campaigns")
        if section in members
    }
    zone = _member(members.get("shop"), "zone")
    if zone is not None:
        added["settings"] = {"timezone": zone}
    return workspace.with_added(added, problems)


def _member(node: Node | None, key: str) -> Node | None:
    return node.value.get(key) if node is not None and isinstance(node.value, dict) else None


def _base(node: Node | None, path: Path, problems: Problems) -> WorkspaceText:
    if node is None or replaced_workspace() is not None:
        return workspace_above(path)
    if isinstance(node.value, dict):
        return checked(node)
    file = file_named(node, path, problems, what="workspace")
    return workspace_above(path) if file is None else workspace_file(file)


def _section(node: Node, section: str, path: Path, problems: Problems) -> dict[str, Node]:
    """Segments or campaigns, written in place or in a file of their own."""
    found = section_of(node, path, problems, what=section)
    return {} if found is None else mapping(found, problems, what=section)


def _read_start(node: Node | None, zone: str, problems: Problems) -> Instant | None:
    """When the scenario starts; nothing for `now`."""
    if node is None:
        return DEFAULT_START
    if node.value == "now":
        return None
    found = read_instant(node, problems, what="starts", zone=zone)
    return DEFAULT_START if found is None else found
