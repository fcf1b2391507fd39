"""Questions of the App API and Track's region, answered from the views of a workspace."""

from typing import assert_never

from simulator.operations import Identifier
from simulator.service import export_questions, outbox_questions
from simulator.service.workspaces import Workspace
from simulator.values import text_of
from simulator.wire import Request, Response, app_api, track_v1
from simulator.wire.app_api import account, activities, people, preferences, segments
from simulator.wire.app_api.activities import Activities
from simulator.wire.app_api.errors import not_found
from simulator.workspace import PersonAnswer, views
from simulator.workspace.campaigns.outbox import is_unsubscribed


def told(question: app_api.Question | track_v1.Region, workspace: Workspace, request: Request) -> Response:
    """The answer in the workspace's present second; `request` is what a refusal refers to."""
    if isinstance(question, app_api.OutboxQuestion):
        return outbox_questions.told(question, workspace, request)
    if isinstance(question, app_api.ExportQuestion):
        return export_questions.told(question, workspace, request)
    machine, terms, defined_at = workspace.machine, workspace.terms, workspace.defined_at
    match question:
        case track_v1.Region():
            return track_v1.region_answer(workspace.number)
        case people.PeopleByEmail(email):
            return people.people_found(_with_email(email, workspace))
        case people.PersonAttributes(who):
            return _attributes(who, workspace, request)
        case people.PeopleMatching(condition):
            return people.people_matching(views.matching(machine, condition), question, terms)
        case people.PeopleAttributes(ids):
            return people.people_attributes(_with_ids(ids, workspace), terms)
        case people.PersonSegments(who):
            person = views.person(machine, who)
            return not_found(request) if person is None else people.person_segments(person.segments, terms)
        case Activities(who, must_exist=must_exist):
            if must_exist and who is not None and machine.facts.directory.find(who) is None:
                return not_found(request)
            return activities.activities_page(views.activities(machine), question, terms)
        case preferences.PersonPreferences(who):
            return _preferences(who, workspace, request)
        case account.WorkspaceSize():
            return _size(workspace)
        case account.SubscriptionTopics():
            return account.subscription_topics(machine.definition.topics.values())
        case account.SendingAddresses():
            return account.sending_addresses()
        case segments.SegmentList():
            return segments.segment_list(terms, defined_at=defined_at)
        case segments.OneSegment(number):
            return segments.segment(number, terms, defined_at=defined_at)
        case segments.SegmentSize(number):
            return segments.segment_size(number, len(views.members(machine, terms.segments[number].name)))
        case segments.SegmentUses(number):
            return segments.segment_uses(number, terms)
        case segments.SegmentMembership(number):
            members = views.members(machine, terms.segments[number].name)
            return segments.segment_membership(members, question, terms)
        case _:
            assert_never(question)


def _attributes(who: Identifier, workspace: Workspace, request: Request) -> Response:
    known = _known(who, workspace)
    if known is None:
        return not_found(request)
    person, unsubscribed = known
    return people.person_attributes(person, unsubscribed=unsubscribed, terms=workspace.terms)


def _preferences(who: Identifier, workspace: Workspace, request: Request) -> Response:
    known = _known(who, workspace)
    if known is None:
        return not_found(request)
    person, unsubscribed = known
    topics = workspace.machine.definition.topics.values()
    return preferences.person_preferences(person, topics, unsubscribed=unsubscribed, terms=workspace.terms)


def _known(who: Identifier, workspace: Workspace) -> tuple[PersonAnswer, bool] | None:
    """The person, and whether they are unsubscribed; nothing if nobody is called so."""
    person, holder = views.person(workspace.machine, who), workspace.machine.facts.directory.find(who)
    return None if person is None or holder is None else (person, is_unsubscribed(holder))


def _with_ids(ids: tuple[str, ...], workspace: Workspace) -> list[tuple[PersonAnswer, bool]]:
    """Those who are there, each with whether they are unsubscribed; others are left out (app.people.100)."""
    asked = (_known(Identifier("id", one), workspace) for one in ids)
    return [known for known in asked if known is not None]


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


def _with_email(email: str, workspace: Workspace) -> tuple[PersonAnswer, ...]:
    """Who has the email: one person at most where it identifies, else everybody with that attribute.

    Case makes no difference (app.email.lookup-case).
    """
    machine = workspace.machine
    if "email" in workspace.terms.identifiers:
        found = views.person(machine, Identifier("email", email))
        return () if found is None else (found,)
    return tuple(
        person
        for person in views.people(machine)
        if text_of(person.attributes["email"].value if "email" in person.attributes else "").casefold()
        == email.casefold()
    )
