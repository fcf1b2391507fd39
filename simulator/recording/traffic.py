"""What came in, as deliveries: the journal's calls decoded again, those of one delivery together.

Reads, and calls that were refused, changed nothing and are no part of a story.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.deliveries import SourceName
from simulator.errors import UsageError
from simulator.instants import Instant
from simulator.operations import FactOperation, Operation
from simulator.service.rebasing import rebased
from simulator.service.routes import addressed, find_call
from simulator.shoppers import anonymous_id_of
from simulator.targets import JournalEntry
from simulator.wire import Refused, Request, track_v2
from simulator.wire.terms import Terms

_REFUSED = 400
_FORM = {"content-type": "application/x-www-form-urlencoded"}
_REBASED = "TimestampRebased"
"""The effect that says that a call's time was moved onto the workspace's clock."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A delivery that came in `at`, as line `line` of what was heard.

    `numbers` are those of the operations that its calls became, where that is known; `delivery` is its own id, if it
    told one.
    """

    at: Instant
    source: SourceName
    calls: tuple[FactOperation, ...]
    line: int
    words: str
    numbers: tuple[int, ...] = ()
    delivery: str | None = None


@dataclass(frozen=True, slots=True)
class Traffic:
    """What can be sent again, and what changed something and cannot, in words."""

    heard: tuple[Heard, ...]
    left_out: tuple[str, ...] = ()


def journal_traffic(entries: Sequence[JournalEntry], terms: Terms) -> Traffic:
    """What the journal tells, oldest first.

    Raises:
        UsageError: it has lost the beginning.
    """
    _check_whole(entries)
    heard: list[Heard] = []
    left_out: list[str] = []
    for entry in entries:
        if not entry.operations or entry.status >= _REFUSED:
            continue
        calls = _calls(entry, terms)
        if calls is None:
            left_out.append(f"request {entry.number}, {entry.method} {entry.path}")
        elif heard and _is_one_delivery(heard[-1], entry):
            heard.append(_joined(heard.pop(), entry, calls))
        else:
            heard.append(_heard(entry, calls))
    return Traffic(tuple(heard), tuple(left_out))


def source_of(named: SourceName | None, calls: Sequence[FactOperation]) -> SourceName:
    """Who sent it: as it said itself, else a website where a visitor is told apart, else a backend."""
    if named is not None:
        return named
    return "web" if any(anonymous_id_of(call) for call in calls) else "backend"


def _check_whole(entries: Sequence[JournalEntry]) -> None:
    if entries and entries[0].number > 1:
        raise UsageError(
            f"the journal begins with request {entries[0].number}; what came before is not there any more. "
            "Serve with a larger --journal, or empty the workspace before: POST /_sim/reset"
        )


def _heard(entry: JournalEntry, calls: tuple[FactOperation, ...]) -> Heard:
    words = f"{entry.method} {entry.path}"
    return Heard(entry.at, source_of(entry.source, calls), calls, entry.number, words, entry.operations, entry.delivery)


def _joined(first: Heard, entry: JournalEntry, calls: tuple[FactOperation, ...]) -> Heard:
    return Heard(
        first.at,
        first.source,
        first.calls + calls,
        first.line,
        first.words,
        first.numbers + entry.operations,
        first.delivery,
    )


def _is_one_delivery(first: Heard, second: JournalEntry) -> bool:
    """Whether both calls say that they came of the same delivery in the same second."""
    return first.delivery is not None and (first.delivery, first.at) == (second.delivery, second.at)


def _calls(entry: JournalEntry, terms: Terms) -> tuple[FactOperation, ...] | None:
    """What the call asked, or nothing where a story has no words for it or the body was cut."""
    asked = _asked(entry, {}, terms) or _asked(entry, _FORM, terms)
    calls = [_as_taken(call, entry) for call in asked or ()]
    facts = tuple(call for call in calls if isinstance(call, FactOperation))
    return facts if facts and len(facts) == len(calls) else None


def _asked(entry: JournalEntry, headers: dict[str, str], terms: Terms) -> Sequence[Operation] | None:
    request = Request(entry.method, entry.path, entry.query, headers, entry.request.encode())
    api, path = addressed(request)
    found = find_call(entry.method, path, api)
    if found is None:
        return None
    route, arguments = found
    try:
        asked = route.decode(request, arguments, terms)
    except Refused:
        return None
    if isinstance(asked, track_v2.Batch):
        return [call for item in asked.items if not isinstance(item, track_v2.Faults) for call in item]
    if isinstance(asked, tuple):
        return asked
    return (asked,) if isinstance(asked, Operation) else None


def _as_taken(call: Operation, entry: JournalEntry) -> Operation:
    """The call with the time that it was taken to have, where the machine's was moved onto the workspace's clock."""
    if not any(effect.name == _REBASED for effect in entry.effects):
        return call
    return rebased(call, received=entry.at, real=entry.real)[0]
