"""What can be asked of the `/_sim` routes: commands and questions about one workspace, or about all of them."""

from typing import Literal

import msgspec

from simulator.documents import Node
from simulator.instants import Instant
from simulator.operations import Identifier
from simulator.wire.control_answers import ClockMode


class ReadHealth(msgspec.Struct, frozen=True):
    """The question whether anybody is there."""


class ListWorkspaces(msgspec.Struct, frozen=True):
    """The question which workspaces there are."""


class MakeWorkspace(msgspec.Struct, frozen=True):
    """Make a workspace; without a name it gets one. An instant as `clock` means frozen then, `frozen` frozen now."""

    name: str | None = None
    definition: Node | None = None
    clock: Literal["real", "frozen"] | Instant = "frozen"
    watch: tuple[str, ...] = ()


class EndWorkspace(msgspec.Struct, frozen=True):
    """Forget the workspace and all that is in it."""

    name: str


class ReadClock(msgspec.Struct, frozen=True):
    """The question where the clock stands."""


class SetClock(msgspec.Struct, frozen=True):
    """Make `now` the present second, without looking at it, or let the clock go on in another way, or both."""

    now: Instant | None = None
    mode: ClockMode | None = None


class AdvanceBy(msgspec.Struct, frozen=True):
    """Let that many seconds pass, their last one included."""

    seconds: int


class AdvanceTo(msgspec.Struct, frozen=True):
    """Let everything happen that is due up to and in that second."""

    instant: Instant


class AdvanceToNextTimer(msgspec.Struct, frozen=True):
    """Let time pass until the next thing has happened on its own."""


class ReadDefinition(msgspec.Struct, frozen=True):
    """The question what the workspace is set up with."""


class Redefine(msgspec.Struct, frozen=True):
    """Set the workspace up anew; its people stay."""

    definition: Node


class EmptyWorkspace(msgspec.Struct, frozen=True):
    """Forget everybody and everything but the definition; with `clock` it is frozen at that instant."""

    clock: Instant | None = None


class ListSnapshots(msgspec.Struct, frozen=True):
    """The question which states were kept."""


class TakeSnapshot(msgspec.Struct, frozen=True):
    """Keep the present state under a name; without one it gets one."""

    name: str | None = None


class RestoreSnapshot(msgspec.Struct, frozen=True):
    """Go on from the state of that name."""

    name: str


class MakeFault(msgspec.Struct, frozen=True):
    """Answer every call of the APIs with that status and do nothing, from `since` on and before `until` if given."""

    status: int
    since: Instant | None = None
    until: Instant | None = None


class EndFaults(msgspec.Struct, frozen=True):
    """Answer calls as they deserve again."""


class ListProfiles(msgspec.Struct, frozen=True):
    """The question who is there."""


class ReadProfile(msgspec.Struct, frozen=True):
    """The question what is known of that person."""

    who: Identifier


class ListSegments(msgspec.Struct, frozen=True):
    """The question who is in which segment."""


class ReadSegment(msgspec.Struct, frozen=True):
    """The question who is in the segment."""

    name: str


class AskWhy(msgspec.Struct, frozen=True):
    """The question whether that person is in the segment, and why."""

    segment: str
    who: Identifier


class ListMessages(msgspec.Struct, frozen=True):
    """The question what was sent, what was not, and why."""


class ListActivities(msgspec.Struct, frozen=True):
    """The question what happened to people, as their activity log tells it."""


class ListRequests(msgspec.Struct, frozen=True):
    """The question which calls came in; with `silent`, which of them were taken and changed nothing."""

    silent: bool = False


ClockCommand = ReadClock | SetClock | AdvanceBy | AdvanceTo | AdvanceToNextTimer
"""What concerns the clock of one workspace."""

SetUpCommand = ReadDefinition | Redefine | EmptyWorkspace
"""What concerns how one workspace is set up."""

SnapshotCommand = ListSnapshots | TakeSnapshot | RestoreSnapshot
"""What concerns the named states of one workspace."""

FaultCommand = MakeFault | EndFaults
"""What concerns how one workspace fails."""

Look = (
    ListProfiles
    | ReadProfile
    | ListSegments
    | ReadSegment
    | AskWhy
    | ListMessages
    | ListActivities
    | ListRequests
    | ReadHealth
)
"""What is read of one workspace."""

RegistryCommand = ListWorkspaces | MakeWorkspace | EndWorkspace
"""What concerns the workspaces as such."""

Command = RegistryCommand | ClockCommand | SetUpCommand | SnapshotCommand | FaultCommand | Look
