"""The errors of Track v2: entries of reason, field and message (track.v2.errors-shape).

Of the faults of one operation the first is told, or all: the workspace chooses (track.v2.errors-several). What an
operation came to in the workspace names the field by the rule that refused it.
"""

from collections.abc import Iterable, Mapping

import msgspec

from simulator.values import Json
from simulator.wire.exchange import Response
from simulator.wire.json_body import json_response
from simulator.wire.malformed import Malformed, Reason
from simulator.wire.meta_errors import NotEmulated
from simulator.wire.terms import Terms
from simulator.workspace.effects import Rejected

_FIELDS = {
    "attributes.limits.count": "attributes",
    "attributes.limits.name": "attributes",
    "attributes.limits.value": "attributes",
    "events.name-length": "name",
    "events.data-size": "attributes",
    "events.value-length": "attributes",
    "events.dedupe-non-ulid": "id",
    "identity.id.max": "identifiers.id",
    "identity.cio.unknown-dropped": "identifiers.cio_id",
    "events.cio-unknown": "identifiers.cio_id",
    "suppression.ignored": "identifiers",
}
"""A rule of the workspace to the field it is about; for others the entry names none."""


class Fault(msgspec.Struct, frozen=True, gc=False):
    """Why one operation was not taken; `field` is empty where none is to blame."""

    reason: Reason
    field: str
    message: str


class Faults(msgspec.Struct, frozen=True, gc=False):
    """Why one operation was not taken, in the order of reading; there is one fault at least."""

    entries: tuple[Fault, ...]

    def told(self, terms: Terms) -> tuple[Fault, ...]:
        """Those that the answer tells; the same is not told twice."""
        listed = terms.settings.v2_several_errors_per_item
        return tuple(dict.fromkeys(self.entries)) if listed == "all" else self.entries[:1]


class TooLarge(Malformed):
    """There are more bytes than are allowed; the workspace chooses the status (track.v1.oversize)."""

    def __init__(self, what: str, bytes_max: int) -> None:
        super().__init__("invalid", "", f"{what} cannot be larger than {bytes_max} bytes")


def faults_of(cause: Malformed | NotEmulated) -> Faults:
    """The faults in the words of this API.

    What is not emulated is the action's fault: the operation is documented, so no other field is to blame.
    """
    match cause:
        case Malformed():
            return Faults(tuple(Fault(one.reason, one.field, one.message) for one in (cause, *cause.others)))
        case NotEmulated():
            return Faults((Fault("invalid", "action", cause.text),))


def faults_in(refusals: Iterable[Rejected]) -> Faults:
    """What the workspace does not take, in the words of this API."""
    return Faults(tuple(Fault("invalid", _FIELDS.get(one.rule, ""), one.reason) for one in refusals))


def malformed(cause: Malformed, terms: Terms) -> Response:
    """What is wrong with the request itself."""
    status = terms.oversize_status if isinstance(cause, TooLarge) else 400
    return json_response(status, {"errors": [_entry(fault) for fault in faults_of(cause).told(terms)]})


def rejected(refusals: Iterable[Rejected], terms: Terms) -> Response:
    """What the workspace does not take."""
    return json_response(400, {"errors": [_entry(fault) for fault in faults_in(refusals).told(terms)]})


def unreadable(status: int, text: str) -> Response:
    """A body that nobody could unpack."""
    return json_response(status, {"errors": [_entry(Fault("parse_error", "", text))]})


def listed(status: int, faults: Mapping[int, Faults], terms: Terms) -> Response:
    """The faults of a batch by the places of its items."""
    entries = [
        {"batch_index": place, **_entry(fault)} for place in sorted(faults) for fault in faults[place].told(terms)
    ]
    return json_response(status, {"errors": entries})


def _entry(fault: Fault) -> dict[str, Json]:
    entry: dict[str, Json] = {"reason": fault.reason, "field": fault.field, "message": fault.message}
    if not fault.field:
        del entry["field"]
    return entry
