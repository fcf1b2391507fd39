"""Named states of a workspace, kept in memory: what the machine holds, what it was set up as, and which calls came in.

Operations are numbered on from a snapshot, so the journal goes back with the state: each number means one call.
So do the exports, which show the state.
"""

import msgspec

from simulator.instants import Instant
from simulator.service.exports import ExportRows
from simulator.service.journal import JournalRows


class Snapshot(msgspec.Struct, frozen=True, gc=False):
    """A state by its name. `now` and `people` tell a reader what it is; `state` is what the machine comes back from."""

    name: str
    now: Instant
    people: int
    state: bytes
    defined_at: Instant
    journal: JournalRows
    exports: ExportRows
