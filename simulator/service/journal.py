"""The wire journal: which calls came in, what they became, and what that did.

A bounded ring of rows as they came; rows are worded when somebody reads them, so that keeping one costs next to
nothing.
"""

from collections import deque
from collections.abc import Iterable, Iterator

import msgspec

from simulator.instants import Instant
from simulator.service.wording import effect_row, fired_row
from simulator.wire import Request, Response
from simulator.wire.control import DELIVERY_HEADER, delivery_and_source
from simulator.wire.control_answers import JournalEntry, SilentItem
from simulator.wire.routing import Api
from simulator.workspace.effects import (
    AnonymousLeft,
    AttributeRefused,
    AttributeSkipped,
    CampaignNotEntered,
    Effect,
    EventDuplicate,
    IdentifierRefused,
    Ignored,
    LimitPassed,
    MessageDecided,
    TimestampRebased,
    UpdateMissed,
    ValuesConfirmed,
)
from simulator.workspace.present import Told

ENTRIES_DEFAULT = 10_000
_REFUSED = 400
"""From this status on a call was not taken."""
_BODY_BYTES_MAX = 64 * 1024
"""How much of a body is kept."""

_CHANGES_NOTHING = (
    AnonymousLeft,
    AttributeRefused,
    AttributeSkipped,
    CampaignNotEntered,
    EventDuplicate,
    IdentifierRefused,
    Ignored,
    LimitPassed,
    TimestampRebased,
    UpdateMissed,
    ValuesConfirmed,
)
"""Effects that leave everything as it was; a call that takes effect later is none of them."""


class Item(msgspec.Struct, frozen=True, gc=False):
    """What became of an item of a batch that could be read; `place` counts from 0."""

    place: int
    operations: tuple[int, ...]
    effects: tuple[Effect, ...]


class Result(msgspec.Struct, frozen=True, gc=False):
    """What became of a call; `operations` are the numbers of what it became, if it became anything.

    `items` are those of a batch: each is taken or ignored for itself.
    """

    response: Response
    operations: tuple[int, ...] = ()
    effects: tuple[Effect, ...] = ()
    fired: tuple[Told, ...] = ()
    items: tuple[Item, ...] = ()


class _Row(msgspec.Struct, frozen=True, gc=False):
    """A call as it is kept: of its headers only those that somebody reads later."""

    api: Api
    at: Instant
    real: Instant
    method: str
    path: str
    query: str
    user_agent: str
    delivery: str | None
    request: bytes
    status: int
    response: bytes
    operations: tuple[int, ...]
    effects: tuple[Effect, ...]
    fired: tuple[Told, ...]
    items: tuple[Item, ...]

    def is_silent(self) -> bool:
        """Whether the call was taken and changed nothing, or an item of it did: the silent 200."""
        if not self.operations or self.status >= _REFUSED:
            return False
        return any(self.silent_items()) if self.items else _change_nothing(self.effects)

    def silent_items(self) -> Iterator[Item]:
        """The items of a batch that were taken and changed nothing, whatever the others did."""
        return (item for item in self.items if _change_nothing(item.effects))


def _change_nothing(effects: Iterable[Effect]) -> bool:
    """Whether everything stayed as it was."""
    return all(map(_changes_nothing, effects))


def _changes_nothing(effect: Effect) -> bool:
    """Whether everything stayed as it was: so it does where a message that was asked for goes to nobody."""
    if isinstance(effect, MessageDecided):
        return effect.state in ("withheld", "not sent")
    return isinstance(effect, _CHANGES_NOTHING)


class JournalRows(msgspec.Struct, frozen=True, gc=False):
    """What a journal held, and how many calls had come until then."""

    rows: tuple[_Row, ...]
    added: int


class Journal:
    """The last calls, as many as are kept; numbers count all that ever came."""

    def __init__(self, entries_max: int) -> None:
        self._rows: deque[_Row] = deque(maxlen=entries_max)
        self._added = 0

    def add(self, api: Api, request: Request, result: Result, *, at: Instant, real: Instant) -> None:
        """Keep a call that was received at `at`, in the machine's second `real`."""
        header = request.headers.get
        response = result.response
        self._added += 1
        self._rows.append(
            _Row(
                api,
                at,
                real,
                request.method,
                request.path,
                request.query,
                header("user-agent", ""),
                header(DELIVERY_HEADER),
                request.body[:_BODY_BYTES_MAX],
                response.status,
                response.body[:_BODY_BYTES_MAX],
                result.operations,
                result.effects,
                result.fired,
                result.items,
            )
        )

    def empty(self) -> None:
        self._rows.clear()
        self._added = 0

    def kept(self) -> JournalRows:
        """What the journal holds now, to be brought back later."""
        return JournalRows(tuple(self._rows), self._added)

    def bring_back(self, kept: JournalRows) -> None:
        """Hold what was kept, and nothing that came after."""
        self._rows.clear()
        self._rows.extend(kept.rows)
        self._added = kept.added

    def entries(self, *, zone: str, silent: bool = False) -> tuple[JournalEntry, ...]:
        """The rows for a reader, oldest first; with `silent` only those of which something changed nothing."""
        first = self._added - len(self._rows) + 1
        return tuple(
            _entry(number, row, zone) for number, row in enumerate(self._rows, first) if not silent or row.is_silent()
        )


def _entry(number: int, row: _Row, zone: str) -> JournalEntry:
    delivery, source = (None, None) if row.delivery is None else delivery_and_source(row.delivery)
    return JournalEntry(
        number=number,
        at=row.at,
        real=row.real,
        method=row.method,
        path=row.path,
        query=row.query,
        api=row.api,
        user_agent=row.user_agent,
        delivery=delivery,
        source=source,
        status=row.status,
        operations=row.operations,
        effects=tuple(effect_row(effect, zone=zone) for effect in row.effects),
        fired=tuple(fired_row(told, zone=zone) for told in row.fired),
        silent_items=tuple(
            SilentItem(item.place, item.operations, tuple(effect_row(effect, zone=zone) for effect in item.effects))
            for item in row.silent_items()
        ),
        request=row.request.decode(errors="replace"),
        response=row.response.decode(errors="replace"),
    )
