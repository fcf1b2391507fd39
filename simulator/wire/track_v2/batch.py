"""The route of Track v2 for many operations at once: each is taken or refused for itself, in the order sent.

A whole that is no batch answers 400, or what the workspace answers to too many bytes, and nothing of it is done
(track.v2.batch-malformed, track.v2.batch-size). Else every item is read on its own: one that is bad, or that is not
emulated yet, is a fault of its place, and the others stand (track.v2.batch-207). An item that is not emulated is listed
as `invalid` with the name of its operation: 501 for the whole would deny what the other items did.
"""

import msgspec

from simulator.operations import Operation
from simulator.values import Json
from simulator.wire.exchange import Refused, Request, Response
from simulator.wire.malformed import Malformed
from simulator.wire.meta_errors import NotEmulated
from simulator.wire.routing import Arguments, Route
from simulator.wire.terms import Terms
from simulator.wire.track_v2.entity import check_size, object_in, operations_of
from simulator.wire.track_v2.errors import Faults, TooLarge, faults_of, listed, malformed

PATH = "/api/v2/batch"
KILOBYTES_MAX = 500
_BATCH = "batch"

_decode_raw_members = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
_decode_raw_items = msgspec.json.Decoder(list[msgspec.Raw]).decode


class Batch(msgspec.Struct, frozen=True, gc=False):
    """Items in the order sent: the operations that each asks for, or why it asks for none."""

    items: tuple[tuple[Operation, ...] | Faults, ...]


def batch_answer(faults: dict[int, Faults], batch: Batch, terms: Terms) -> Response:
    """The answer to a batch with these faults by place, of which there is one at least.

    Where every item is bad the workspace chooses the status (track.v2.batch-all-bad).
    """
    return listed(terms.batch_all_bad if len(faults) == len(batch.items) else 207, faults, terms)


def _decode(request: Request, _arguments: Arguments, terms: Terms) -> Batch:
    try:
        items = _items(request.body, terms)
        sizes = _sizes(request.body, len(items), terms)
    except Malformed as fault:
        raise Refused(malformed(fault, terms)) from fault
    return Batch(tuple(_item(written, size, terms) for written, size in zip(items, sizes, strict=True)))


def _items(body: bytes, terms: Terms) -> list[Json]:
    bytes_max = KILOBYTES_MAX * terms.kilobyte
    if len(body) > bytes_max:
        raise TooLarge("a batch", bytes_max)
    items = object_in(body).get(_BATCH)
    if items is None:
        raise Malformed("required", _BATCH, f"{_BATCH} is required")
    if not isinstance(items, list):
        raise Malformed("parse_error", _BATCH, f"{_BATCH} must be an array")
    if not items:
        raise Malformed("invalid", _BATCH, f"{_BATCH} must hold at least one operation")
    return items


def _sizes(body: bytes, count: int, terms: Terms) -> list[int]:
    """How many bytes each item has as it was sent; none can be too large in a body that is not."""
    try:
        check_size(len(body), terms)
    except TooLarge:
        return [len(bytes(item)) for item in _decode_raw_items(_decode_raw_members(body)[_BATCH])]
    return [0] * count


def _item(written: Json, size: int, terms: Terms) -> tuple[Operation, ...] | Faults:
    try:
        check_size(size, terms)
        if not isinstance(written, dict):
            raise Malformed("parse_error", "", "an operation must be an object")  # noqa: TRY301 - one door for faults
        asked = operations_of(written, terms)
    except (Malformed, NotEmulated) as cause:
        return faults_of(cause)
    return asked if isinstance(asked, tuple) else (asked,)


ROUTES: tuple[Route[Batch], ...] = (Route("POST", PATH, "track", "batch", _decode),)
