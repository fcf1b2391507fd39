"""People as a file lists them: one profile a row, its cells attributes, `customer_id`, `email` or `phone` among them.

Somebody is called what the column `shopper` says, else by their first key; several rows of one `shopper` are separate
profiles, of which nobody knows yet that they are one person. `owner` is the source that writes the row.
"""

from collections import defaultdict
from collections.abc import Iterable

from msgspec.structs import replace

from simulator.documents import Place, Problems, Row
from simulator.language.people import known_facts
from simulator.language.row_files import tell_first
from simulator.scenario import Shopper
from simulator.shoppers import KnownFact
from simulator.values import text_of

NAMED_BY = ("shopper", "customer_id", "email", "phone")
"""The columns by which a row says who it is about, the first that is there."""
_NO_ATTRIBUTES = ("shopper", "owner")

Profile = tuple[Place, tuple[KnownFact, ...]]


def name_in(row: Row) -> tuple[str, str] | None:
    """By which column the row names somebody, and how."""
    return next(((column, text_of(row.cells[column])) for column in NAMED_BY if column in row.cells), None)


def with_people(shoppers: dict[str, Shopper], rows: Iterable[Row], problems: Problems) -> dict[str, Shopper]:
    """The shoppers and those whom the rows list; who is introduced already is known from now on as their row says."""
    found = Problems()
    everybody = dict(shoppers)
    for name, profiles in _profiles(rows, found).items():
        before = everybody.get(name, Shopper(name))
        place, facts = profiles[0]
        if before.known or before.profiles:
            found.add(place, f"duplicate name '{name}'; this shopper is known already")
        elif len(profiles) == 1:
            everybody[name] = replace(before, known=facts)
        else:
            everybody[name] = replace(before, profiles=tuple(facts for _, facts in profiles))
    tell_first(tuple(found), problems)
    return everybody


def _profiles(rows: Iterable[Row], problems: Problems) -> dict[str, list[Profile]]:
    listed: defaultdict[str, list[Profile]] = defaultdict(list)
    for row in rows:
        named = name_in(row)
        if named is None:
            problems.add(row.place, "a row needs a shopper, a customer_id, an email or a phone")
            continue
        column, name = named
        if name in listed and column != "shopper":
            line = listed[name][0][0].line
            problems.add(row.place, f"duplicate {column} '{name}'; it stands in line {line} already")
        listed[name].append((row.place, _facts(row, problems)))
    return listed


def _facts(row: Row, problems: Problems) -> tuple[KnownFact, ...]:
    owner = text_of(row.cells.get("owner", ""))
    cells = ((name, cell) for name, cell in row.cells.items() if name not in _NO_ATTRIBUTES)
    return known_facts([(row.place, name, cell, owner) for name, cell in cells], row.place, problems, what="a row")
