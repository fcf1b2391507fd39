"""What can be asked of a workspace: frozen values, the only way its state changes.

Wire formats decode to these and sources make these; a log of them, with their instants, rebuilds a workspace byte by
byte.
"""

from typing import Literal

import msgspec

from simulator.values import Json

IdentifierKind = Literal["id", "email", "cio_id"]
EventKind = Literal["event", "page", "screen"]


class Identifier(msgspec.Struct, frozen=True, gc=False):
    """One way to name a person, as sent: case and spaces are the core's business."""

    kind: IdentifierKind
    value: str

    def __str__(self) -> str:
        return f"cio_{self.value}" if self.kind == "cio_id" else self.value


class Identify(msgspec.Struct, frozen=True, gc=False, tag="identify"):
    """Create or update the person `who`; `attributes` may bring `id`, `email` and `anonymous_id` as the APIs do.

    `timestamp` orders updates (the instant the values were true); without it the receive time counts.
    With `update_only` nobody is created.
    """

    who: Identifier
    attributes: dict[str, Json] = {}
    timestamp: int | None = None
    update_only: bool = False


class Track(msgspec.Struct, frozen=True, gc=False, tag="track"):
    """Something happened, to the person `who` or, without one, to whoever `anonymous_id` turns out to be.

    `id` is the key that repeats are recognised by; `timestamp` is when it happened, else the receive time.
    """

    name: str
    who: Identifier | None = None
    kind: EventKind = "event"
    data: dict[str, Json] = {}
    timestamp: int | None = None
    id: str | None = None
    anonymous_id: str | None = None


class AddToSegment(msgspec.Struct, frozen=True, gc=False, tag="add_to_segment"):
    """Put people into a manual segment; those nobody knows are passed over."""

    segment: str
    people: tuple[Identifier, ...]


class RemoveFromSegment(msgspec.Struct, frozen=True, gc=False, tag="remove_from_segment"):
    """Take people out of a manual segment."""

    segment: str
    people: tuple[Identifier, ...]


class Define(msgspec.Struct, frozen=True, gc=False, tag="define"):
    """Give the workspace its settings, segments and campaigns: plain values in the shape of `workspace.yaml`.

    `watch` names segments whose every entering and leaving is recorded, beside those that campaigns read.
    """

    definition: dict[str, Json]
    watch: tuple[str, ...] = ()


class Reach(msgspec.Struct, frozen=True, gc=False, tag="reach"):
    """Make `to` the present second: what was due before it has happened, what is due in it has not."""

    to: int


class Advance(msgspec.Struct, frozen=True, gc=False, tag="advance"):
    """Make `to` the present second and look at it: what is due up to and in it has happened."""

    to: int


class Reset(msgspec.Struct, frozen=True, gc=False, tag="reset"):
    """Empty the workspace; its definition stays, and its clock too unless `to` is given."""

    to: int | None = None


Operation = Identify | Track | AddToSegment | RemoveFromSegment | Define | Reach | Advance | Reset
"""Every operation; closed, so that a `match` over it is checked for completeness."""
