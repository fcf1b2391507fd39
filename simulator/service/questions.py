"""Questions of the App API and Track's region, answered from the views of a workspace."""

from typing import assert_never

from simulator.operations import Identifier
from simulator.service.workspaces import Workspace
from simulator.wire import Request, Response, app_api, track_v1
from simulator.workspace import views
from simulator.workspace.campaigns.outbox import is_unsubscribed


def told(question: app_api.Question | track_v1.Region, workspace: Workspace, request: Request) -> Response:
    """The answer in the workspace's present second; `request` is what a refusal refers to."""
    terms, defined_at = workspace.terms, workspace.defined_at
    match question:
        case track_v1.Region():
            return track_v1.region_answer(workspace.number)
        case app_api.PersonAttributes(who):
            return _attributes(who, workspace, request)
        case app_api.PersonSegments(who):
            person = views.person(workspace.machine, who)
            return app_api.not_found(request) if person is None else app_api.person_segments(person.segments, terms)
        case app_api.SegmentList():
            return app_api.segment_list(terms, defined_at=defined_at)
        case app_api.OneSegment(number):
            return app_api.segment(number, terms, defined_at=defined_at)
        case app_api.SegmentSize(number):
            return app_api.segment_size(number, len(views.members(workspace.machine, terms.segments[number].name)))
        case app_api.SegmentMembership(number):
            members = views.members(workspace.machine, terms.segments[number].name)
            return app_api.segment_membership(members, question, terms)
        case _:
            assert_never(question)


def _attributes(who: Identifier, workspace: Workspace, request: Request) -> Response:
    person = views.person(workspace.machine, who)
    holder = workspace.machine.facts.directory.find(who)
    if person is None or holder is None:
        return app_api.not_found(request)
    return app_api.person_attributes(person, unsubscribed=is_unsubscribed(holder), terms=workspace.terms)
