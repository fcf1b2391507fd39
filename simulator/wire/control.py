"""The `/_sim` routes: control and truth of workspaces, between requests and commands.

Bodies are JSON or YAML; what is wrong with one is told all at once. Every route stands once for the workspace
`default` and once more under `/_sim/workspaces/{name}` for any other.
"""

import re
from typing import NoReturn, assert_never
from urllib.parse import parse_qsl, quote, urlencode

from simulator.documents import Node, Place, Problems, load_text, node_of
from simulator.documents.reading import expect, fields, instant, items, one_of, text
from simulator.documents.reading import duration as duration_of
from simulator.instants import Instant, duration_words, instant_from, instant_text
from simulator.operations import Identifier
from simulator.values import Json
from simulator.wire import json_body
from simulator.wire.control_commands import (
    AdvanceBy,
    AdvanceTo,
    AdvanceToNextTimer,
    AskWhy,
    Command,
    EmptyWorkspace,
    EndWorkspace,
    ListMessages,
    ListProfiles,
    ListRequests,
    ListSegments,
    ListWorkspaces,
    MakeWorkspace,
    ReadClock,
    ReadDefinition,
    ReadHealth,
    ReadProfile,
    ReadSegment,
    Redefine,
    SetClock,
)
from simulator.wire.exchange import Request
from simulator.wire.identifiers import identifier_from
from simulator.wire.problem_details import refused
from simulator.wire.routing import Arguments, Route
from simulator.wire.terms import Terms

BASE = "/_sim"
WORKSPACES = f"{BASE}/workspaces"
BODY = Place("<body>", 1, 1)
"""Where values of a JSON body stand: its parser tells no positions."""

_NEXT_TIMER = "next timer"
_CLOCK_MODES = ("real", "frozen")
_WORKSPACE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


# ---- requests to commands


def _decode_health(_request: Request, _arguments: Arguments, _terms: Terms) -> ReadHealth:
    return ReadHealth()


def _decode_workspaces(_request: Request, _arguments: Arguments, _terms: Terms) -> ListWorkspaces:
    return ListWorkspaces()


def _decode_making(request: Request, _arguments: Arguments, _terms: Terms) -> MakeWorkspace:
    problems = Problems()
    found = _members(request, problems, what="the workspace to make", known=("name", "definition", "clock", "watch"))
    made = MakeWorkspace(
        name=_workspace_name(found["name"], problems) if "name" in found else None,
        definition=found.get("definition"),
        clock=_clock_choice(found["clock"], problems) if "clock" in found else "frozen",
        watch=_watched(found["watch"], problems) if "watch" in found else (),
    )
    _refuse_if_any(problems)
    return made


def _workspace_name(node: Node, problems: Problems) -> str | None:
    name = text(node, problems, what="name")
    if name is not None and not _WORKSPACE_NAME.fullmatch(name):
        problems.add(node.place, f"name: '{name}' must be 1 to 100 letters, digits, dots, dashes or underscores")
    return name


def _clock_choice(node: Node, problems: Problems) -> "ClockMode | Instant":
    if node.value == "real":
        return "real"
    if node.value == "frozen":
        return "frozen"
    chosen = instant(node, problems, what="clock")
    return "frozen" if chosen is None else chosen


def _watched(node: Node, problems: Problems) -> tuple[str, ...]:
    names = (text(name, problems, what="a watched segment") for name in items(node, problems, what="watch"))
    return tuple(name for name in names if name is not None)


def _decode_ending(_request: Request, arguments: Arguments, _terms: Terms) -> EndWorkspace:
    return EndWorkspace(arguments[0])


def _decode_clock(_request: Request, _arguments: Arguments, _terms: Terms) -> ReadClock:
    return ReadClock()


def _decode_setting(request: Request, _arguments: Arguments, _terms: Terms) -> SetClock:
    problems = Problems()
    found = _members(request, problems, what="the clock", known=("now", "mode"))
    now = instant(found["now"], problems, what="now") if "now" in found else None
    if "mode" in found:
        one_of(found["mode"], _CLOCK_MODES, problems, what="mode")
    _refuse_if_any(problems)
    return SetClock(now, found["mode"].value if "mode" in found else None)
