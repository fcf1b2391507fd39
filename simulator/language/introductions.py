"""The shoppers whom the Givens of a feature's scenario introduce: devices, what is known of them, what they did before.

Histories count wherever they stand, for everybody who is introduced in the scenario.
"""

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

import msgspec

from simulator.documents import Node, Place, Problems, cell_value
from simulator.language.pasts import Calendar, past_event, with_history
from simulator.language.people import Fact, check_sharing, known_facts
from simulator.language.phrases.parts import (
    AlsoUses,
    BlocksTracking,
    DidBefore,
    HistoryIn,
    KnownCustomer,
    NewVisitor,
    PeopleIn,
    SeparateProfiles,
    SharesDevice,
    Table,
)
from simulator.language.rosters import with_people
from simulator.language.row_files import Rows, rows_named
from simulator.language.sayings import Saying
from simulator.language.tables import Row, fact_value
from simulator.scenario import Shopper
from simulator.shoppers import KnownFact, PastEvent, SharedDevice

INTRODUCES = NewVisitor | KnownCustomer | SeparateProfiles
"""What brings a shopper into a scenario by name."""


def introduced(sayings: Sequence[Saying], calendar: Calendar, problems: Problems) -> tuple[Shopper, ...]:
    """The shoppers in the order in which they are first spoken of."""
    shoppers: dict[str, Shopper] = {}
    places: dict[str, Place] = {}
    for said in sayings:
        part = said.part
        if isinstance(part, NewVisitor | KnownCustomer) and part.shopper in shoppers:
            problems.add(said.step.place, f"duplicate name '{part.shopper}'; this shopper is there already")
        if isinstance(part, INTRODUCES):
            persona = part.persona if isinstance(part, NewVisitor) else "visitor"
            shoppers.setdefault(part.shopper, Shopper(part.shopper, persona))
        if isinstance(part, PeopleIn):
            shoppers = with_people(shoppers, _rows(said, part, problems) or (), problems)
        name = getattr(part, "shopper", None)
        if isinstance(name, str) and name in shoppers:
            before = shoppers[name]
            shoppers[name] = _amended(before, said, problems)
            if shoppers[name] != before:
                places[name] = said.step.place
    check_sharing(shoppers, places, problems)
    return tuple(_with_histories(shoppers, sayings, calendar, problems).values())


def listed(said: Saying, part: PeopleIn) -> Collection[str] | None:
    """The names of the people in a file; nothing where it can't be read, so that anybody may be in it."""
    found = Problems()
    rows = _rows(said, part, found)
    return None if rows is None else with_people({}, rows, found)


def _rows(said: Saying, part: PeopleIn | HistoryIn, problems: Problems) -> Rows | None:
    place = said.step.place
    what = "people" if isinstance(part, PeopleIn) else "history"
    return rows_named(Node(part.file, place), Path(place.path), problems, what=what)


def _with_histories(
    shoppers: dict[str, Shopper], sayings: Iterable[Saying], calendar: Calendar, problems: Problems
) -> dict[str, Shopper]:
    for said in sayings:
        match said.part:
            case HistoryIn() as part:
                shoppers = with_history(shoppers, _rows(said, part, problems) or (), calendar, problems)
            case DidBefore(shopper=name, table=table) if name in shoppers:
                pasts = _pasts(said, table, calendar, problems)
                shoppers[name] = msgspec.structs.replace(shoppers[name], history=(*shoppers[name].history, *pasts))
            case _:
                pass
    return shoppers


def _pasts(said: Saying, table: Table, calendar: Calendar, problems: Problems) -> list[PastEvent]:
    rows = said.rows(table)
    if not rows:
        problems.add(said.step.place, f"step '{said.step.text}' has a table without rows, so nothing was done")
    told = ((place, {name: cell_value(cell) for name, cell in row.items() if cell}) for place, row in rows)
    pasts = (past_event(place, cells, calendar, problems) for place, cells in told)
    return [past for past in pasts if past is not None]


def _amended(shopper: Shopper, said: Saying, problems: Problems) -> Shopper:
    """The shopper with what a Given says of them."""
    match said.part:
        case NewVisitor(device=str(device)) | AlsoUses(device=device) if device not in shopper.devices:
            return msgspec.structs.replace(shopper, devices=(*shopper.devices, device))
        case SharesDevice(device=device, owner=owner):
            return msgspec.structs.replace(shopper, shares=(*shopper.shares, SharedDevice(device, owner)))
        case BlocksTracking(device=device):
            return msgspec.structs.replace(shopper, blocks=(*shopper.blocks, device))
        case KnownCustomer():
            return msgspec.structs.replace(shopper, known=_known(said, said.part, problems))
        case SeparateProfiles():
            profiles = _profiles(said, said.part, problems)
            return msgspec.structs.replace(shopper, profiles=(*shopper.profiles, *profiles))
        case _:
            return shopper


def _known(said: Saying, part: KnownCustomer, problems: Problems) -> tuple[KnownFact, ...]:
    facts: list[Fact] = []
    for place, row in said.rows(part.table):
        value = fact_value(place, row["value"], problems, type_named=row.get("type", ""))
        facts.append((place, row["attribute"], value, row.get("owner", "")))
    return known_facts(facts, said.step.place, problems, what="a known customer")


def _profiles(said: Saying, part: SeparateProfiles, problems: Problems) -> tuple[tuple[KnownFact, ...], ...]:
    rows = said.rows(part.table)
    if not rows:
        problems.add(said.step.place, f"step '{said.step.text}' has a table without rows, so nobody is there")
    return tuple(known_facts(_facts(place, row, problems), place, problems, what="a profile") for place, row in rows)


def _facts(place: Place, row: Row, problems: Problems) -> list[Fact]:
    return [(place, attribute, fact_value(place, cell, problems), "") for attribute, cell in row.items()]
