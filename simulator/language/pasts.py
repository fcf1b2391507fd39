"""What shoppers did before a story: `event`, `at`, perhaps `source` and `kind`; whatever else stands there is its data.

`at` is an instant, in ISO 8601 or as Unix seconds, or a time such as `3 days ago`, counted from when the story begins.
In a file a row also says whose it is: by the column `shopper`, else `customer_id`, `email` or `phone`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import get_args

from msgspec.structs import replace

from simulator.documents import Place, Problems, Row
from simulator.documents.problem import unknown
from simulator.instants import Instant, clock_text
from simulator.language.rosters import name_in
from simulator.language.row_files import tell_first
from simulator.language.sources import source_named
from simulator.language.times import duration_named, instant_named, is_reachable
from simulator.operations import EventKind
from simulator.scenario import Shopper
from simulator.shoppers import Key, PastEvent, keys_in
from simulator.values import Json, text_of

REQUIRED = ("event", "at")
OPTIONAL = ("source", "kind")
KINDS: tuple[EventKind, ...] = get_args(EventKind)
_AGO = " ago"


@dataclass(frozen=True, slots=True)
class Calendar:
    """When the story begins, if that is known before it runs, and in which zone times are written."""

    starts: Instant | None
    zone: str


def past_event(place: Place, cells: Mapping[str, Json], calendar: Calendar, problems: Problems) -> PastEvent | None:
    """The event of a row, or nothing after noting what is wrong with it."""
    noted = Problems()
    for name in REQUIRED:
        if cells.get(name) in (None, ""):
            noted.add(place, f"what somebody did before needs '{name}'")
    kind = _kind(cells.get("kind"), place, noted)
    at, ago = _when(cells.get("at"), place, calendar, noted)
    problems.extend(noted)
    if noted:
        return None
    source = cells.get("source")
    return PastEvent(
        event=text_of(cells["event"]),
        source=source_named(text_of(source)) if source else "backend",
        kind=kind,
        data={name: cell for name, cell in cells.items() if name not in REQUIRED + OPTIONAL},
        at=at,
        ago=ago,
    )


def _kind(cell: Json, place: Place, problems: Problems) -> EventKind:
    found = next((kind for kind in KINDS if cell == kind), None)
    if found is None and cell:
        problems.add(place, unknown("kind", text_of(cell), KINDS))
    return found or "event"


def _when(cell: Json, place: Place, calendar: Calendar, problems: Problems) -> tuple[Instant | None, int]:
    """The instant, or how long ago."""
    if cell in (None, ""):
        return None, 0
    try:
        if isinstance(cell, str) and cell.endswith(_AGO):
            return None, duration_named(cell.removesuffix(_AGO))
        return _before(calendar, _instant(cell, calendar.zone)), 0
    except ValueError as error:
        problems.add(place, f"at: {error}")
        return None, 0


def _instant(cell: Json, zone: str) -> Instant:
    if isinstance(cell, int) and not isinstance(cell, bool):
        if not is_reachable(cell):
            raise ValueError(f"'{cell}' is no time between 1970 and 2999 in Unix seconds")
        return cell
    return instant_named(text_of(cell), zone=zone)


def _before(calendar: Calendar, at: Instant) -> Instant:
    if calendar.starts is not None and at > calendar.starts:
        begins = clock_text(calendar.starts, zone=calendar.zone)
        raise ValueError(f"'{clock_text(at, zone=calendar.zone)}' is after the story begins, at {begins}")
    return at


def with_history(
    shoppers: dict[str, Shopper], rows: Iterable[Row], calendar: Calendar, problems: Problems
) -> dict[str, Shopper]:
    """The shoppers with what the rows of a file say that they did."""
    found = Problems()
    owners = _owners(shoppers)
    pasts: defaultdict[str, list[PastEvent]] = defaultdict(list)
    for row in rows:
        column, written = name_in(row) or ("", "")
        cells = {name: cell for name, cell in row.cells.items() if name != column}
        past = past_event(row.place, cells, calendar, found)
        owner = owners.get((column, _form(column, written)))
        if owner is None:
            found.add(row.place, _nobody(column, written, shoppers))
        elif past is not None:
            pasts[owner.shopper].append(replace(past, under=owner.key))
    tell_first(tuple(found), problems)
    return {name: replace(one, history=(*one.history, *pasts[name])) for name, one in shoppers.items()}


@dataclass(frozen=True, slots=True)
class _Owner:
    """Who is meant, and by which key if by one."""

    shopper: str
    key: Key | None = None


def _owners(shoppers: Mapping[str, Shopper]) -> dict[tuple[str, str], _Owner]:
    """Who is meant by what a column says."""
    owners = {("shopper", name): _Owner(name) for name in shoppers}
    for name, shopper in shoppers.items():
        for facts in (shopper.known, *shopper.profiles):
            for key in keys_in(facts):
                column = key.kind.replace(" ", "_")
                owners[column, _form(column, key.value)] = _Owner(name, key)
    return owners


def _form(column: str, written: str) -> str:
    return written.lower() if column == "email" else written


def _nobody(column: str, written: str, shoppers: Iterable[str]) -> str:
    if not column:
        return "a row needs a shopper, a customer_id, an email or a phone"
    return unknown("shopper", written, shoppers) if column == "shopper" else f"nobody has the {column} '{written}'"
