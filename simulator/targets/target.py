"""Where the deliveries of a scenario go, as the engine sees it: a workspace that takes them and tells what became."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Literal, Protocol, Self

from simulator.instants import Instant
from simulator.operations import Operation
from simulator.targets.telling import Telling
from simulator.values import Json
from simulator.wire import Credentials, Request, Response
from simulator.wire.control_answers import FiredRow, JournalEntry
from simulator.workspace import MemberAnswer, MessageAnswer, PersonAnswer, SegmentAnswer

Taken = int | Literal["unavailable"] | None
"""What became of a call: the number of an operation, nothing if it was refused, or that it has to come again."""


class Target(Protocol):
    """One workspace. Every method may raise `TargetError`: it does not answer, or answers what no target does."""

    credentials: Credentials
    """What a client of the test's own calls the workspace with."""

    followers: list[Callable[[Instant], None]]
    """Told where the workspace's clock stands, each time that this target moved it."""

    told: list[Telling]
    """What the workspace was told until now."""

    @property
    def name(self) -> str:
        """What a report calls it: `embedded`, or its address."""

    def now(self) -> Instant:
        """Where the workspace's clock stands."""

    def answer(self, request: Request) -> Response:
        """Answer a call of a client of the test's own, which comes in the present second."""

    def deliver(self, delivery_id: str, source: str, operation: Operation, at: Instant) -> Taken:
        """Let one call of a delivery arrive at `at`."""

    def be_unavailable(self, since: Instant, until: Instant) -> None:
        """Answer 503 to every call from `since` on and before `until`."""

    def reach(self, instant: Instant) -> None:
        """Make `instant` the present: what was due before it has happened."""

    def advance(self, instant: Instant) -> tuple[FiredRow, ...]:
        """Make `instant` the present and look at it: what is due in it has happened too; all that did on the way."""

    def undone(self) -> AbstractContextManager[None]:
        """Whatever happens to the workspace in the block has not happened when it ends."""

    def people(self) -> tuple[PersonAnswer, ...]:
        """Everybody, the oldest profile first."""

    def segment(self, name: str) -> SegmentAnswer:
        """The segment with its members."""

    def why(self, cio_id: str, segment: str) -> MemberAnswer:
        """Whether that person is in the segment, and why."""

    def messages(self) -> tuple[MessageAnswer, ...]:
        """The outbox, oldest line first."""

    def requests(self) -> tuple[JournalEntry, ...]:
        """The wire journal, oldest entry first."""

    def silent_requests(self) -> tuple[JournalEntry, ...]:
        """Those of the journal that were taken and changed nothing."""


class Targets(Protocol):
    """Makes a workspace of its own for each scenario, so that none meets another."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...

    def workspace(
        self, definition: dict[str, Json], watch: tuple[str, ...], starts: Instant
    ) -> AbstractContextManager[Target]:
        """A workspace set up as `definition` says, its clock frozen at `starts`; gone when the block ends."""
