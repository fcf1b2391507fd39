"""Commands to requests of the `/_sim` routes: what our own targets send; `control` reads it back."""

from urllib.parse import quote, urlencode

from simulator.instants import duration_words, instant_text
from simulator.values import Json
from simulator.wire import json_body
from simulator.wire.control import BASE, NEXT_TIMER, WORKSPACES
from simulator.wire.control_commands import (
    AdvanceBy,
    AdvanceTo,
    AdvanceToNextTimer,
    AskWhy,
    Command,
    EmptyWorkspace,
    EndFaults,
    EndWorkspace,
    ListActivities,
    ListMessages,
    ListProfiles,
    ListRequests,
    ListSegments,
    ListSnapshots,
    ListWorkspaces,
    MakeFault,
    MakeWorkspace,
    ReadClock,
    ReadDefinition,
    ReadHealth,
    ReadProfile,
    ReadSegment,
    Redefine,
    RestoreSnapshot,
    SetClock,
    TakeSnapshot,
)
from simulator.wire.exchange import Request

_READS: dict[type[Command], str] = {
    ReadHealth: "health",
    ReadClock: "clock",
    ReadDefinition: "workspace",
    ListSnapshots: "snapshots",
    ListProfiles: "profiles",
    ListSegments: "segments",
    ListMessages: "messages",
    ListActivities: "activities",
}
"""Questions that say all by their name, with the last part of their path."""


def encode(command: Command, *, base: str = BASE) -> Request:
    """The request that gives `command` to the workspace whose routes stand under `base`."""
    path = _READS.get(type(command))
    if path is not None:
        return Request("GET", f"{base}/{path}")
    match command:
        case ListWorkspaces():
            return Request("GET", WORKSPACES)
        case MakeWorkspace():
            return _sent("POST", WORKSPACES, _making(command))
        case EndWorkspace(name):
            return Request("DELETE", f"{WORKSPACES}/{_quoted(name)}")
        case SetClock(now, mode):
            return _sent("PUT", f"{base}/clock", _given(now=_written(now), mode=mode))
        case Redefine(definition):
            return _sent("PUT", f"{base}/workspace", definition.plain())
        case EmptyWorkspace(clock):
            return _sent("POST", f"{base}/reset", _given(clock=_written(clock)))
        case MakeFault(status, since, until):
            return _sent("POST", f"{base}/faults", _given(status=status, until=_written(until)) | _from(since))
        case EndFaults():
            return Request("DELETE", f"{base}/faults")
        case TakeSnapshot(name):
            return _sent("POST", f"{base}/snapshots", _given(name=name))
        case RestoreSnapshot(name):
            return Request("POST", f"{base}/snapshots/{_quoted(name)}/restore")
        case AdvanceBy() | AdvanceTo() | AdvanceToNextTimer():
            return _sent("POST", f"{base}/clock/advance", _advance(command))
        case _:
            return _reading(command, base)


def _advance(command: AdvanceBy | AdvanceTo | AdvanceToNextTimer) -> dict[str, Json]:
    match command:
        case AdvanceBy(seconds):
            return {"by": duration_words(seconds)}
        case AdvanceTo(instant):
            return {"to": instant_text(instant)}
        case AdvanceToNextTimer():
            return {"until": NEXT_TIMER}


def _reading(command: Command, base: str) -> Request:
    match command:
        case ReadProfile(who):
            return Request("GET", f"{base}/profiles/{_quoted(str(who))}")
        case ReadSegment(name):
            return Request("GET", f"{base}/segments/{_quoted(name)}")
        case AskWhy(segment, who):
            return Request("GET", f"{base}/segments/{_quoted(segment)}", urlencode({"why": str(who)}))
        case ListRequests(silent):
            return Request("GET", f"{base}/requests", "effect=none" if silent else "")
        case _:
            raise AssertionError(f"no request is known for {command!r}")


def _making(command: MakeWorkspace) -> dict[str, Json]:
    return _given(
        name=command.name,
        definition=None if command.definition is None else command.definition.plain(),
        clock=command.clock if isinstance(command.clock, str) else instant_text(command.clock),
        watch=list(command.watch) or None,
    )


def _given(**members: Json) -> dict[str, Json]:
    return {name: value for name, value in members.items() if value is not None}


def _from(since: int | None) -> dict[str, Json]:
    return {} if since is None else {"from": instant_text(since)}


def _written(instant: int | None) -> str | None:
    return None if instant is None else instant_text(instant)


def _quoted(value: str) -> str:
    return quote(value, safe="")


def _sent(method: str, path: str, document: Json) -> Request:
    return Request(method, path, headers={"content-type": json_body.JSON_TYPE}, body=json_body.encode(document))
