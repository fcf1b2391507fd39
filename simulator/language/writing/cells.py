"""Values as cells of tables: the text that is read as the value, with a type where it is read otherwise without."""

from collections.abc import Iterable, Mapping, Sequence
from typing import get_args

from simulator.documents import NOWHERE, Problems
from simulator.instants import duration_words
from simulator.language.phrases.parts import Table
from simulator.language.tables import fact_value
from simulator.language.writing.entries import item_cells
from simulator.scenario import AttributeIs, AttributeType, HistoryIs, is_same
from simulator.shoppers import KnownFact, OrderedItem, PastEvent, channel_of
from simulator.values import Json, text_of

Row = dict[str, str]

_TYPES = ("", *get_args(AttributeType))


def told_cells(value: Json) -> tuple[str, str] | None:
    """The cell and the type beside it that tell the value, or nothing where no cell does, as of null."""
    cell = value if isinstance(value, str) else text_of(value)
    for kind in _TYPES:
        problems = Problems()
        if is_same(fact_value(NOWHERE, cell, problems, type_named=kind), value) and not problems:
            return cell, kind
    return None


def told_table(values: Mapping[str, Json], *, name: str) -> Table | None:
    """The table that tells the values, with a column `name`; nothing where a cell can't tell one of them."""
    rows: list[Row] = []
    for key, value in values.items():
        cells = told_cells(value)
        if cells is None:
            return None
        rows.append({name: key, "value": cells[0], "type": cells[1]})
    return _table(rows, (name, "value"), optional=("type",))


def known_table(facts: Iterable[KnownFact]) -> Table | None:
    """The table of what is known of a customer; nothing where a cell can't tell one of the facts."""
    rows: list[Row] = []
    for fact in facts:
        cells = _fact_cells(fact)
        if cells is None:
            return None
        owner = "" if fact.owner == "backend" else fact.owner
        rows.append({"attribute": fact.attribute, "value": cells[0], "type": cells[1], "owner": owner})
    return _table(rows, ("attribute", "value"), optional=("type", "owner"))


def profile_tables(profiles: Sequence[Iterable[KnownFact]]) -> list[Table | None]:
    """Profiles one a row and their attributes as columns: in one table if the order of its columns is that of each.

    A cell has neither a type nor an owner; nothing stands for a profile that needs them.
    """
    rows = [_profile_row(facts) for facts in profiles]
    told = [row for row in rows if row is not None]
    columns = tuple(dict.fromkeys(name for row in told for name in row))
    if len(told) < len(rows) or any(sorted(row, key=columns.index) != list(row) for row in told):
        return [None if row is None else Table(tuple(row), (row,)) for row in rows]
    return [Table(columns, tuple({name: row.get(name, "") for name in columns} for row in told))] if told else []


def _profile_row(facts: Iterable[KnownFact]) -> Row | None:
    row: Row = {}
    for fact in facts:
        cells = _fact_cells(fact)
        if cells is None or cells[1] or fact.owner != "backend":
            return None
        row[fact.attribute] = cells[0]
    return row


def _fact_cells(fact: KnownFact) -> tuple[str, str] | None:
    """The cells of a fact; an answer about a channel is yes or no."""
    if channel_of(fact.attribute) is not None:
        return ("yes" if fact.value is True else "no"), ""
    return told_cells(fact.value)


def shown_table(checks: Iterable[AttributeIs]) -> Table:
    """The table of what a profile shows; a value without a type is compared as the text that it is."""
    rows = [{"attribute": check.attribute, "value": text_of(check.value), "type": check.type or ""} for check in checks]
    return _table(rows, ("attribute", "value"), optional=("type",))


def history_table(check: HistoryIs) -> Table:
    return Table(check.columns, tuple(dict(zip(check.columns, row, strict=True)) for row in check.rows))


def items_table(items: Iterable[OrderedItem]) -> Table:
    """The rows of an order."""
    rows = [{key: str(cell) for key, cell in item_cells(item).items()} for item in items]
    return _table([{"discount": "", **row} for row in rows], ("sku", "quantity", "price"), optional=("discount",))


def members_table(members: Iterable[str]) -> Table:
    return Table(("shopper",), tuple({"shopper": member} for member in members))


def _table(rows: Iterable[Row], columns: tuple[str, ...], *, optional: tuple[str, ...]) -> Table:
    """The rows with those of the optional columns that one of them fills."""
    rows = list(rows)
    columns += tuple(column for column in optional if any(row[column] for row in rows))
    return Table(columns, tuple({column: row[column] for column in columns} for row in rows))


def past_cells(past: PastEvent) -> dict[str, Json]:
    """What somebody did before, as an entry of a history: when and by whom told first, then its data."""
    told: dict[str, Json] = {"event": past.event}
    told["at"] = f"{duration_words(past.ago)} ago" if past.at is None else past.at
    told |= {} if past.source == "backend" else {"source": past.source}
    told |= {} if past.kind == "event" else {"kind": past.kind}
    return {**told, **past.data}


def past_table(history: Sequence[PastEvent]) -> Table | None:
    """The table of what somebody did before; nothing where a cell can't tell one of the values."""
    rows: list[Row] = []
    for past in history:
        cells = {name: told_cells(value) for name, value in past_cells(past).items()}
        if any(cell is None or cell[1] for cell in cells.values()):
            return None
        rows.append({name: cell[0] for name, cell in cells.items() if cell is not None})
    more = tuple(dict.fromkeys(name for row in rows for name in row if name not in ("event", "at")))
    return _table(
        [{name: row.get(name, "") for name in ("event", "at", *more)} for row in rows], ("event", "at"), optional=more
    )
