"""The `/_sim` routes: control and truth of workspaces, between requests and commands.

Bodies are JSON or YAML; what is wrong with one is told all at once. Every route stands once for the workspace
`default` and once more under `/_sim/workspaces/{name}` for any other.
"""

import re
from typing import NoReturn
from urllib.parse import parse_qsl

from simulator.documents import Node, Problems
from simulator.documents.reading import duration, expect, fields, instant, items, text
from simulator.instants import Instant, instant_from
from simulator.operations import Identifier
from simulator.wire.control_answers import ClockMode
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
from simulator.wire.document_body import document_from
from simulator.wire.exchange import Request
from simulator.wire.identifiers import identifier_from
from simulator.wire.problem_details import refused
from simulator.wire.routing import Arguments, Route, by_path_alone
from simulator.wire.terms import Terms
from simulator.workspace.identifiers import can_be

BASE = "/_sim"
WORKSPACES = f"{BASE}/workspaces"
NEXT_TIMER = "next timer"
_PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


def _make_workspace(request: Request, _arguments: Arguments, _terms: Terms) -> MakeWorkspace:
    problems = Problems()
    known = ("name", "definition", "clock", "watch")
    found = fields(document_from(request, problems), problems, what="the workspace to make", known=known)
    made = MakeWorkspace(
        name=_plain_name(found["name"], problems) if "name" in found else None,
        definition=found.get("definition"),
        clock=_clock(found["clock"], problems) if "clock" in found else "frozen",
        watch=_watched(found["watch"], problems) if "watch" in found else (),
    )
    _refuse_if_any(problems)
    return made


def _plain_name(node: Node, problems: Problems) -> str | None:
    name = text(node, problems, what="name")
    if name is not None and not _PLAIN_NAME.fullmatch(name):
        problems.add(node.place, f"name: '{name}' must be 1 to 100 letters, digits, dots, dashes or underscores")
    return name


def _clock(node: Node, problems: Problems) -> ClockMode | Instant:
    match node.value:
        case "real":
            return "real"
        case "frozen":
            return "frozen"
        case str():
            return instant(node, problems, what="clock") or 0
        case _:
            expect(node, "real, frozen or an instant in ISO 8601", problems, what="clock")
            return "frozen"


def _watched(node: Node, problems: Problems) -> tuple[str, ...]:
    names = [text(name, problems, what="watch") for name in items(node, problems, what="watch")]
    return tuple(name for name in names if name is not None)


def _end_workspace(_request: Request, arguments: Arguments, _terms: Terms) -> EndWorkspace:
    return EndWorkspace(arguments[0])


def _set_clock(request: Request, _arguments: Arguments, _terms: Terms) -> SetClock:
    problems = Problems()
    found = fields(document_from(request, problems), problems, what="the clock", known=("now", "mode"))
    command = SetClock(
        now=instant(found["now"], problems, what="now") if "now" in found else None,
        mode=_mode(found["mode"], problems) if "mode" in found else None,
    )
    _refuse_if_any(problems)
    return command


def _mode(node: Node, problems: Problems) -> ClockMode | None:
    match node.value:
        case "real":
            return "real"
        case "frozen":
            return "frozen"
        case _:
            expect(node, "real or frozen", problems, what="mode")
            return None


def _advance(request: Request, _arguments: Arguments, _terms: Terms) -> AdvanceBy | AdvanceTo | AdvanceToNextTimer:
    problems = Problems()
    document = document_from(request, problems)
    found = fields(document, problems, what="the advance", known=("by", "to", "until"))
    if len(found) != 1:
        expect(document, f"one of by, to and until: {NEXT_TIMER}", problems, what="the advance")
    command = _one_advance(found, problems)
    _refuse_if_any(problems)
    return command


def _one_advance(found: dict[str, Node], problems: Problems) -> AdvanceBy | AdvanceTo | AdvanceToNextTimer:
    if "by" in found:
        return AdvanceBy(duration(found["by"], problems, what="by") or 0)
    if "to" in found:
        return AdvanceTo(instant(found["to"], problems, what="to") or 0)
    if "until" in found and found["until"].value != NEXT_TIMER:
        expect(found["until"], NEXT_TIMER, problems, what="until")
    return AdvanceToNextTimer()


def _redefine(request: Request, _arguments: Arguments, _terms: Terms) -> Redefine:
    problems = Problems()
    command = Redefine(document_from(request, problems))
    _refuse_if_any(problems)
    return command


def _empty(request: Request, _arguments: Arguments, _terms: Terms) -> EmptyWorkspace:
    problems = Problems()
    found = fields(document_from(request, problems), problems, what="the reset", known=("clock",))
    command = EmptyWorkspace(instant(found["clock"], problems, what="clock") if "clock" in found else None)
    _refuse_if_any(problems)
    return command


def _take_snapshot(request: Request, _arguments: Arguments, _terms: Terms) -> TakeSnapshot:
    problems = Problems()
    found = fields(document_from(request, problems), problems, what="the snapshot", known=("name",))
    command = TakeSnapshot(_plain_name(found["name"], problems) if "name" in found else None)
    _refuse_if_any(problems)
    return command


def _make_fault(request: Request, _arguments: Arguments, _terms: Terms) -> MakeFault:
    problems = Problems()
    document = document_from(request, problems)
    known = ("status", "from", "until")
    found = fields(document, problems, what="the fault", known=known, required=("status",))
    command = MakeFault(
        status=_status(found["status"], problems) if "status" in found else 0,
        since=instant(found["from"], problems, what="from") if "from" in found else None,
        until=instant(found["until"], problems, what="until") if "until" in found else None,
    )
    _refuse_if_any(problems)
    return command


def _status(node: Node, problems: Problems) -> int:
    status = node.value
    if isinstance(status, int) and not isinstance(status, bool) and 400 <= status <= 599:
        return status
    expect(node, "a status from 400 to 599", problems, what="status")
    return 0


def _restore_snapshot(_request: Request, arguments: Arguments, _terms: Terms) -> RestoreSnapshot:
    return RestoreSnapshot(arguments[0])


def _read_profile(_request: Request, arguments: Arguments, terms: Terms) -> ReadProfile:
    return ReadProfile(_reference(arguments[0], terms))


def _read_segment(request: Request, arguments: Arguments, terms: Terms) -> ReadSegment | AskWhy:
    asked = dict(parse_qsl(request.query)).get("why")
    return ReadSegment(arguments[0]) if asked is None else AskWhy(arguments[0], _reference(asked, terms))


def _reference(value: str, terms: Terms) -> Identifier:
    """Whom `{ref}` means: a phone number where it identifies, else what a Track path would mean."""
    if "phone" in terms.identifiers and can_be("phone", value):
        return Identifier("phone", value)
    return identifier_from(value, terms)


def _list_requests(request: Request, _arguments: Arguments, _terms: Terms) -> ListRequests:
    effect = dict(parse_qsl(request.query)).get("effect")
    if effect not in (None, "none"):
        raise refused(400, f"effect: expected none, found '{effect}'")
    return ListRequests(silent=effect == "none")


def _refuse_later(request: Request, _arguments: Arguments, _terms: Terms) -> NoReturn:
    raise refused(501, f"{request.method} {request.path} is not there yet; nothing was done")


def _refuse_if_any(problems: Problems) -> None:
    if problems:
        raise refused(400, "\n".join(map(str, problems)), problems=problems)


ROUTES: tuple[Route[Command], ...] = (
    Route("GET", f"{BASE}/health", "control", "health", by_path_alone(ReadHealth())),
    Route("GET", WORKSPACES, "control", "list workspaces", by_path_alone(ListWorkspaces())),
    Route("POST", WORKSPACES, "control", "make a workspace", _make_workspace),
    Route("DELETE", f"{WORKSPACES}/{{name}}", "control", "end a workspace", _end_workspace),
    Route("GET", f"{BASE}/clock", "control", "read the clock", by_path_alone(ReadClock())),
    Route("PUT", f"{BASE}/clock", "control", "set the clock", _set_clock),
    Route("POST", f"{BASE}/clock/advance", "control", "let time pass", _advance),
    Route("GET", f"{BASE}/workspace", "control", "read the definition", by_path_alone(ReadDefinition())),
    Route("PUT", f"{BASE}/workspace", "control", "define", _redefine),
    Route("POST", f"{BASE}/reset", "control", "empty the workspace", _empty),
    Route("GET", f"{BASE}/profiles", "control", "list people", by_path_alone(ListProfiles())),
    Route("GET", f"{BASE}/profiles/{{ref}}", "control", "read a person", _read_profile),
    Route("GET", f"{BASE}/segments", "control", "list segments", by_path_alone(ListSegments())),
    Route("GET", f"{BASE}/segments/{{name}}", "control", "read a segment", _read_segment),
    Route("GET", f"{BASE}/messages", "control", "list messages", by_path_alone(ListMessages())),
    Route("GET", f"{BASE}/activities", "control", "list activities", by_path_alone(ListActivities())),
    Route("GET", f"{BASE}/requests", "control", "list requests", _list_requests),
    Route("GET", f"{BASE}/snapshots", "control", "list snapshots", by_path_alone(ListSnapshots())),
    Route("POST", f"{BASE}/snapshots", "control", "take a snapshot", _take_snapshot),
    Route("POST", f"{BASE}/snapshots/{{name}}/restore", "control", "restore a snapshot", _restore_snapshot),
    Route("POST", f"{BASE}/faults", "control", "make a fault", _make_fault),
    Route("DELETE", f"{BASE}/faults", "control", "end faults", by_path_alone(EndFaults())),
    Route("GET", f"{BASE}/stream", "control", "follow", _refuse_later),
)


# ---- what our own calls carry

AT_HEADER = "x-sim-at"
DELIVERY_HEADER = "x-sim-delivery"


def received_at(written: str) -> Instant:
    """The instant that `X-Sim-At` asks for."""
    try:
        return instant_from(written)
    except ValueError as error:
        raise refused(400, f"X-Sim-At: {error}") from error


def delivery_header(delivery_id: str, source: str) -> str:
    """The `X-Sim-Delivery` of a call that belongs to a delivery."""
    return f"{delivery_id};source={source}"


def delivery_and_source(written: str) -> tuple[str, str | None]:
    """The id of the delivery a call belongs to and the source that sent it, if it is told."""
    delivery_id, _, rest = written.partition(";")
    label, _, source = rest.strip().partition("=")
    return delivery_id.strip(), source.strip() or None if label == "source" else None
