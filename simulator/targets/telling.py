"""What a workspace was told by a run, in order: telling another workspace the same gives the same state again.

A target notes it as it goes, which costs a row in a list; nobody reads it unless something failed.
"""

import msgspec

from simulator.instants import Instant
from simulator.operations import Operation
from simulator.wire import Request


class Delivered(msgspec.Struct, frozen=True, gc=False):
    """One call of a delivery arrived at `at`."""

    delivery_id: str
    source: str
    operation: Operation
    at: Instant


class Answered(msgspec.Struct, frozen=True, gc=False):
    """A client of the test's own made a call."""

    request: Request


class Reached(msgspec.Struct, frozen=True, gc=False):
    """The clock was put to `instant`, and nobody looked."""

    instant: Instant


class LookedAt(msgspec.Struct, frozen=True, gc=False):
    """The clock was put to `instant`, and what is due in it happened too."""

    instant: Instant


Telling = Delivered | Answered | Reached | LookedAt
