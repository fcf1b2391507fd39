"""What the `/_sim` routes tell of a workspace: the truth behind the silent 200s."""

from typing import assert_never

from msgspec.structs import asdict

import simulator
from simulator.documents.problem import unknown
from simulator.instants import instant_text
from simulator.operations import Identifier
from simulator.service.workspaces import Workspace
from simulator.wire import Refused, Response
from simulator.wire.control_answers import (
    ActivityList,
    Health,
    MessageList,
    MessageRow,
    ProfileList,
    RequestList,
    SegmentList,
)
from simulator.wire.control_commands import (
    AskWhy,
    ListActivities,
    ListMessages,
    ListProfiles,
    ListRequests,
    ListSegments,
    Look,
    ReadHealth,
    ReadProfile,
    ReadSegment,
)
from simulator.wire.delivery_ids import delivery_id
from simulator.wire.json_body import json_response
from simulator.wire.problem_details import refused
from simulator.workspace import MemberAnswer, MessageAnswer, PersonAnswer, SegmentAnswer, views


def shown(look: Look, workspace: Workspace) -> Response:
    """What is to be seen in the workspace's present second."""
    return json_response(200, _seen(look, workspace))


def _seen(look: Look, workspace: Workspace) -> object:
    machine = workspace.machine
    match look:
        case ReadHealth():
            return Health("ok", simulator.__version__, instant_text(machine.now))
        case ListProfiles():
            return ProfileList(views.people(machine))
        case ReadProfile(who):
            return _person(who, workspace)
        case ListSegments():
            return SegmentList(tuple(_segment(name, workspace) for name in views.segment_names(machine)))
        case ReadSegment(name):
            return _segment(name, workspace)
        case AskWhy(segment, who):
            return _why(segment, who, workspace)
        case ListMessages():
            return MessageList(tuple(_message(message, workspace) for message in views.messages(machine)))
        case ListActivities():
            return ActivityList(views.activities(machine))
        case ListRequests(silent):
            return RequestList(workspace.journal.entries(zone=workspace.zone, silent=silent))
        case _:
            assert_never(look)


def _segment(name: str, workspace: Workspace) -> SegmentAnswer:
    found = views.segment(workspace.machine, name)
    if found is None:
        raise refused(404, unknown("segment", name, views.segment_names(workspace.machine)))
    return found


def _message(message: MessageAnswer, workspace: Workspace) -> MessageRow:
    return MessageRow(**asdict(message), delivery_id=delivery_id(workspace.number, message.number))


def _why(name: str, who: Identifier, workspace: Workspace) -> MemberAnswer:
    found = views.why(workspace.machine, who, name)
    if found is None and name not in views.segment_names(workspace.machine):
        raise refused(404, unknown("segment", name, views.segment_names(workspace.machine)))
    if found is None:
        raise _nobody(who)
    return found


def _person(who: Identifier, workspace: Workspace) -> PersonAnswer:
    """The person of that reference; a phone number may be an id too (identity.phone.v1-is-id)."""
    found = views.person(workspace.machine, who)
    if found is None and who.kind == "phone":
        found = views.person(workspace.machine, Identifier("id", who.value))
    if found is None:
        raise _nobody(who)
    return found


def _nobody(who: Identifier) -> Refused:
    return refused(404, f"nobody has the {who.kind} {who}")
