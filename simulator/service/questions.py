"""Questions of the App API and Track's region, answered from the views of a workspace."""

from typing import assert_never

from simulator.service import export_questions, outbox_questions, people_questions
from simulator.service.workspaces import Workspace
from simulator.wire import Request, Response, app_api, track_v1
from simulator.wire.app_api import account, activities, objects, people, preferences, segments, suppressions
from simulator.wire.app_api.activities import Activities
from simulator.wire.app_api.errors import not_found
from simulator.workspace import Machine, views


def told(question: app_api.Question | track_v1.Region, workspace: Workspace, request: Request) -> Response:
    """The answer in the workspace's present second; `request` is what a refusal refers to."""
    if isinstance(question, app_api.OutboxQuestion):
        return outbox_questions.told(question, workspace, request)
    if isinstance(question, app_api.ExportQuestion):
        return export_questions.told(question, workspace, request)
    if isinstance(question, people.PeopleQuestion | preferences.PersonPreferences):
        return people_questions.told(question, workspace, request)
    machine, terms = workspace.machine, workspace.terms
    match question:
        case track_v1.Region():
            return track_v1.region_answer(workspace.number)
        case Activities(who, must_exist=must_exist):
            if must_exist and who is not None and machine.facts.directory.find(who) is None:
                return not_found(request)
            return activities.activities_page(views.activities(machine), question, terms)
        case objects.PersonRelationships(who):
            person = views.person(machine, who)
            return not_found(request) if person is None else objects.person_relationships(person, question, terms)
        case objects.ObjectTypes():
            return objects.object_types()
        case suppressions.OneProviderList() | suppressions.AddressOnLists():
            return _provider_lists(question, machine)
        case account.WorkspaceSize() | account.SubscriptionTopics() | account.SendingAddresses():
            return _account(question, workspace)
        case segments.SegmentList():
            return segments.segment_list(terms)
        case segments.OneSegment(number):
            return segments.segment(number, terms)
        case segments.SegmentSize(number):
            return segments.segment_size(number, len(views.members(machine, terms.segments[number].name)))
        case segments.SegmentUses(number):
            return segments.segment_uses(number, terms)
        case segments.SegmentMembership(number):
            members = views.members(machine, terms.segments[number].name)
            return segments.segment_membership(members, question, terms)
        case _:
            assert_never(question)


def _provider_lists(question: suppressions.SuppressionQuestion, machine: Machine) -> Response:
    match question:
        case suppressions.OneProviderList(reason):
            return suppressions.provider_list(views.provider_list(machine, reason), question)
        case suppressions.AddressOnLists(address):
            return suppressions.address_on_lists(views.address_on_lists(machine, address))
        case _:
            assert_never(question)


def _account(question: account.AccountQuestion, workspace: Workspace) -> Response:
    match question:
        case account.WorkspaceSize():
            return _size(workspace)
        case account.SubscriptionTopics():
            return account.subscription_topics(workspace.machine.definition.topics.values())
        case account.SendingAddresses():
            return account.sending_addresses()
        case _:
            assert_never(question)


def _size(workspace: Workspace) -> Response:
    machine = workspace.machine
    sent = sum(message.state == "sent" for message in views.messages(machine))
    objects = {name for person in machine.facts.directory for name in person.relations}
    return account.workspace_size(
        workspace.number,
        machine.definition.name,
        people=len(machine.facts.directory),
        sent=sent,
        objects=len(objects),
    )
