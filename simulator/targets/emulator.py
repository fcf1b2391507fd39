"""A workspace of an emulator, behind whichever door: in this process or over HTTP.

Deliveries travel as the real calls they would be, of Track v1 where it has the words, else of v2 or the App API, and
carry when they arrive and to which delivery they belong; everything else goes by the `/_sim` routes.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Self, TypeVar

from msgspec.structs import replace

from simulator.documents import Problems, node_of
from simulator.errors import TargetError
from simulator.instants import Instant, instant_from, instant_text
from simulator.operations import Identifier, Merge, Operation
from simulator.targets.asking import Send, asked, read_answer, unexpected
from simulator.targets.standing import StandingWorkspace
from simulator.targets.target import Taken, Target
from simulator.targets.telling import Answered, Delivered, LookedAt, Reached, Telling
from simulator.values import Json
from simulator.wire import CannotSay, Request, Response, Terms, app_api, terms_of, track_v1, track_v2
from simulator.wire.control import AT_HEADER, DELIVERY_HEADER, delivery_header
from simulator.wire.control_answers import (
    Advanced,
    ClockReading,
    FaultRow,
    FiredRow,
    Health,
    JournalEntry,
    MadeWorkspace,
    MessageList,
    ProfileList,
    RequestList,
    SnapshotRow,
)
from simulator.wire.control_commands import (
    AdvanceTo,
    AskWhy,
    Command,
    EmptyWorkspace,
    EndWorkspace,
    ListMessages,
    ListProfiles,
    ListRequests,
    MakeFault,
    MakeWorkspace,
    ReadClock,
    ReadHealth,
    ReadProfile,
    ReadSegment,
    Redefine,
    RestoreSnapshot,
    SetClock,
    TakeSnapshot,
)
from simulator.wire.control_requests import encode
from simulator.wire.credentials import basic_header, bearer_header
from simulator.wire.outcomes import OPERATION_HEADER
from simulator.workspace import MemberAnswer, MessageAnswer, PersonAnswer, SegmentAnswer, read_definition

_TAKEN = (200, 204)
_REFUSED = (400, 404, 413, 429)
"""What the vendor's API answers to a call that it does not take."""

_LOOK_AHEAD = "look-ahead"
"""The snapshot that a look ahead comes back to."""

T = TypeVar("T")


class EmulatorTargets:
    """The workspaces of one emulator; `close` is called when nobody needs the door any more."""

    def __init__(self, name: str, send: Send, *, close: Callable[[], None] = lambda: None) -> None:
        self._name = name
        self._send = send
        self._close = close

    def __enter__(self) -> Self:
        try:
            asked(self._send, ReadHealth(), Health)
        except TargetError:
            self._close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    @contextmanager
    def workspace(self, definition: dict[str, Json], watch: tuple[str, ...], starts: Instant) -> Iterator[Target]:
        making = MakeWorkspace(definition=node_of(definition), clock=starts, watch=watch)
        made = asked(self._send, making, MadeWorkspace)
        try:
            yield EmulatorTarget(self._name, self._send, made, _terms(definition, made.number))
        finally:
            with suppress(TargetError):  # it goes by itself when nobody uses it
                self._send(encode(EndWorkspace(made.name)))

    def standing(self, name: str) -> StandingWorkspace:
        """The workspace of that name, which somebody else has made."""
        return StandingWorkspace(name, self._send)

    def start_afresh(self, definition: dict[str, Json], since: Instant) -> None:
        """Make the workspace `default` what `definition` says, empty, on a real clock that begins at `since`."""
        for command, answer in (
            (Redefine(node_of(definition)), object),
            (EmptyWorkspace(since), object),
            (SetClock(mode="real"), ClockReading),
        ):
            asked(self._send, command, answer)


class EmulatorTarget:
    """One workspace of an emulator."""

    def __init__(self, name: str, send: Send, made: MadeWorkspace, terms: Terms) -> None:
        self.name = name
        self.credentials = made.credentials
        self.followers: list[Callable[[Instant], None]] = []
        self.told: list[Telling] = []
        self._send = send
        self._base = made.base
        self._down = (0, 0)
        track = basic_header(made.credentials.site_id, made.credentials.track_key)
        app = bearer_header(made.credentials.app_key)
        self._apis: tuple[tuple[str, Callable[[Operation], Request | CannotSay]], ...] = (
            (track, lambda operation: track_v1.encode(operation, terms)),
            (track, lambda operation: track_v2.encode(operation, terms)),
            (app, lambda operation: app_api.encode(operation, terms)),
        )

    def now(self) -> Instant:
        return instant_from(self._asked(ReadClock(), ClockReading).now)

    def answer(self, request: Request) -> Response:
        self.told.append(Answered(request))
        return self._send(request)

    def deliver(self, delivery_id: str, source: str, operation: Operation, at: Instant) -> Taken:
        self.told.append(Delivered(delivery_id, source, operation, at))
        sayable = self._by_cio_id(operation, at)
        if sayable is None:
            return None
        call = self._call(delivery_id, sayable)
        headers = {
            **call.headers,
            AT_HEADER: instant_text(at),
            DELIVERY_HEADER: delivery_header(delivery_id, source),
        }
        response = self._send(replace(call, headers=headers))
        self._moved_to(at)
        number = response.headers.get(OPERATION_HEADER)
        if response.status in _TAKEN and number is not None and number.isdigit():
            return int(number)
        if response.status in _REFUSED:
            return None
        if response.status == 503 and self._down[0] <= at < self._down[1]:
            self.told[-1] = Reached(at)  # it comes again, and is told then
            return "unavailable"
        raise unexpected(call, response)

    def be_unavailable(self, since: Instant, until: Instant) -> None:
        self._down = (since, until)
        self._asked(MakeFault(503, since, until), FaultRow)

    def _call(self, delivery_id: str, operation: Operation) -> Request:
        """The call, with credentials, of the first API that has words for the operation."""
        reasons = []
        for authorization, encode_call in self._apis:
            call = encode_call(operation)
            if not isinstance(call, CannotSay):
                return replace(call, headers={**call.headers, "authorization": authorization})
            reasons.append(call.reason)
        raise TargetError(f"delivery {delivery_id} cannot travel: {'; '.join(reasons)}")

    def _by_cio_id(self, operation: Operation, at: Instant) -> Operation | None:
        """A merge of somebody known by phone as one by cio_id, which is looked up first; nothing if nobody has it."""
        if not isinstance(operation, Merge):
            return operation
        primary, secondary = self._merge_side(operation.primary, at), self._merge_side(operation.secondary, at)
        return None if primary is None or secondary is None else Merge(primary, secondary)

    def _merge_side(self, side: Identifier, at: Instant) -> Identifier | None:
        if side.kind != "phone":
            return side
        request = encode(ReadProfile(side), base=self._base)
        response = self._send(replace(request, headers={**request.headers, AT_HEADER: instant_text(at)}))
        if response.status == 404:
            return None
        found = read_answer(request, response, PersonAnswer)
        return None if found.phone is None else Identifier("cio_id", found.cio_id)

    def reach(self, instant: Instant) -> None:
        self.told.append(Reached(instant))
        self._asked(SetClock(now=instant), ClockReading)
        self._moved_to(instant)

    def advance(self, instant: Instant) -> tuple[FiredRow, ...]:
        self.told.append(LookedAt(instant))
        fired = self._asked(AdvanceTo(instant), Advanced).fired
        self._moved_to(instant)
        return fired

    @contextmanager
    def undone(self) -> Iterator[None]:
        kept, told = self._asked(TakeSnapshot(_LOOK_AHEAD), SnapshotRow), len(self.told)
        try:
            yield
        finally:
            del self.told[told:]
            self._asked(RestoreSnapshot(_LOOK_AHEAD), SnapshotRow)
            self._moved_to(instant_from(kept.now))

    def _moved_to(self, instant: Instant) -> None:
        for follower in self.followers:
            follower(instant)

    def people(self) -> tuple[PersonAnswer, ...]:
        return self._asked(ListProfiles(), ProfileList).profiles

    def segment(self, name: str) -> SegmentAnswer:
        return self._asked(ReadSegment(name), SegmentAnswer)

    def why(self, cio_id: str, segment: str) -> MemberAnswer:
        return self._asked(AskWhy(segment, Identifier("cio_id", cio_id)), MemberAnswer)

    def messages(self) -> tuple[MessageAnswer, ...]:
        return self._asked(ListMessages(), MessageList).messages

    def requests(self) -> tuple[JournalEntry, ...]:
        return self._asked(ListRequests(), RequestList).requests

    def silent_requests(self) -> tuple[JournalEntry, ...]:
        return self._asked(ListRequests(silent=True), RequestList).requests

    def _asked(self, command: Command, answer: type[T]) -> T:
        return asked(self._send, command, answer, base=self._base)


def _terms(definition: dict[str, Json], number: int) -> Terms:
    problems = Problems()
    read = read_definition(node_of(definition), problems)
    problems.raise_if_any()
    return terms_of(read, workspace=number)
