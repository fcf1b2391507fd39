"""Calls that belong to no delivery of the run: what somebody else's program asked of the workspace, read again.

The journal keeps a call as it came. Who is meant by it depends on the workspace; its events and attributes do not.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from simulator.operations import Operation
from simulator.service.routes import addressed, find_call
from simulator.wire import Refused, Request, Terms, track_v2
from simulator.wire.control_answers import JournalEntry
from simulator.wire.form_body import FORM_TYPE
from simulator.wire.json_body import JSON_TYPE

_FAMILIES = {"track": "Track API", "app": "App API", "pipelines": "Pipelines", "control": "control"}


@dataclass(frozen=True, slots=True)
class ForeignCall:
    """What a call asked; `source` is what its sender says it is, else the family of the API and the program."""

    entry: JournalEntry
    operation: Operation
    source: str
    names_source: bool


def foreign_calls(entries: tuple[JournalEntry, ...]) -> Iterator[ForeignCall]:
    """The calls without a delivery, in the order in which they came; those that could not be read are left out."""
    for entry in entries:
        if entry.delivery is None:
            for operation in _operations(entry):
                yield ForeignCall(entry, operation, entry.source or _program(entry), entry.source is not None)


def _program(entry: JournalEntry) -> str:
    return ", ".join(filter(None, (_FAMILIES[entry.api], entry.user_agent)))


def _operations(entry: JournalEntry) -> tuple[Operation, ...]:
    is_form = bool(entry.request) and not entry.request.lstrip().startswith("{")
    headers = {"content-type": FORM_TYPE if is_form else JSON_TYPE}
    request = Request(entry.method, entry.path, entry.query, headers, entry.request.encode())
    named, path = addressed(request)
    found = find_call(entry.method, path, named or entry.api)
    if found is None:
        return ()
    route, arguments = found
    try:
        asked = route.decode(request, arguments, Terms())
    except Refused:
        return ()
    match asked:
        case track_v2.Batch(items=items):
            return tuple(each for item in items if isinstance(item, tuple) for each in item)
        case tuple():
            return asked
        case _:
            return (asked,) if isinstance(asked, Operation) else ()
