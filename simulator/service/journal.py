"""The wire journal: which calls came in, what they became, and what that did.

A bounded ring of rows as they came; rows are worded when somebody reads them, so that keeping one costs next to
nothing.
"""

from collections import deque

import msgspec
from msgspec.structs import replace

from simulator.instants import Instant
from simulator.service.wording import effect_row, fired_row
from simulator.wire import Request, Response
from simulator.wire.control import DELIVERY_HEADER, delivery_and_source
from simulator.wire.control_answers import JournalEntry
from simulator.wire.routing import Api
from simulator.workspace.effects import (
    AttributeSkipped,
    CampaignNotEntered,
    Effect,
    EventDuplicate,
    IdentifierRefused,
    Ignored,
    TimestampRebased,
)
from simulator.workspace.present import Told

ENTRIES_DEFAULT = 10_000
_BODY_BYTES_MAX = 64 * 1024
"""How much of a body is kept."""

_CHANGES_NOTHING = (
    AttributeSkipped,
    CampaignNotEntered,
    EventDuplicate,
    IdentifierRefused,
    Ignored,
    TimestampRebased,
)


class JournalRow(msgspec.Struct, frozen=True, gc=False):
    """A call and its answer; `operation` is the number of what it became, if it became anything."""

    api: Api
    at: Instant
    real: Instant
    request: Request
    response: Response
    operation: int | None = None
    effects: tuple[Effect, ...] = ()
    fired: tuple[Told, ...] = ()

    def is_silent(self) -> bool:
        """Whether the call was taken and changed nothing: the silent 200."""
        return self.operation is not None and all(isinstance(effect, _CHANGES_NOTHING) for effect in self.effects)


class Journal:
    """The last rows, as many as are kept; numbers count all that ever came."""

    def __init__(self, entries_max: int) -> None:
        self._rows: deque[JournalRow] = deque(maxlen=entries_max)
        self._added = 0

    def add(self, row: JournalRow) -> None:
        if len(row.request.body) > _BODY_BYTES_MAX:
            row = replace(row, request=replace(row.request, body=row.request.body[:_BODY_BYTES_MAX]))
        self._rows.append(row)
        self._added += 1

    def empty(self) -> None:
        self._rows.clear()
        self._added = 0

    def entries(self, *, zone: str, silent: bool = False) -> tuple[JournalEntry, ...]:
        """The rows for a reader, oldest first; with `silent` only those that were taken and changed nothing."""
        first = self._added - len(self._rows) + 1
        return tuple(
            _entry(number, row, zone) for number, row in enumerate(self._rows, first) if not silent or row.is_silent()
        )


def _entry(number: int, row: JournalRow, zone: str) -> JournalEntry:
    request = row.request
    delivery, source = _delivery_of(request)
    return JournalEntry(
        number=number,
        at=row.at,
        real=row.real,
        method=request.method,
        path=request.path,
        query=request.query,
        api=row.api,
        user_agent=request.headers.get("user-agent", ""),
        delivery=delivery,
        source=source,
        status=row.response.status,
        operations=() if row.operation is None else (row.operation,),
        effects=tuple(effect_row(effect, zone=zone) for effect in row.effects),
        fired=tuple(fired_row(told, zone=zone) for told in row.fired),
        request=request.body.decode(errors="replace"),
        response=row.response.body[:_BODY_BYTES_MAX].decode(errors="replace"),
    )


def _delivery_of(request: Request) -> tuple[str | None, str | None]:
    written = request.headers.get(DELIVERY_HEADER)
    return (None, None) if written is None else delivery_and_source(written)
