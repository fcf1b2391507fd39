"""Questions of the App API about people, answered from the views of a workspace."""

from typing import assert_never

from simulator.operations import Identifier
from simulator.service.workspaces import Workspace
from simulator.values import text_of
from simulator.wire import Request, Response
from simulator.wire.app_api import people, preferences
from simulator.wire.app_api.errors import not_found
from simulator.workspace import PersonAnswer, views
from simulator.workspace.campaigns.outbox import is_unsubscribed


def told(
    question: people.PeopleQuestion | preferences.PersonPreferences, workspace: Workspace, request: Request
) -> Response:
    """The answer in the workspace's present second; `request` is what a refusal refers to."""
    machine, terms = workspace.machine, workspace.terms
    match question:
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
        case preferences.PersonPreferences():
            return _preferences(question, workspace, request)
        case _:
            assert_never(question)


def _attributes(who: Identifier, workspace: Workspace, request: Request) -> Response:
    known = _known(who, workspace)
    if known is None:
        return not_found(request)
    person, unsubscribed = known
    return people.person_attributes(person, unsubscribed=unsubscribed, terms=workspace.terms)


def _preferences(question: preferences.PersonPreferences, workspace: Workspace, request: Request) -> Response:
    known = _known(question.who, workspace)
    if known is None:
        return not_found(request)
    person, unsubscribed = known
    topics = workspace.machine.definition.topics.values()
    return preferences.person_preferences(
        person, topics, question.languages, unsubscribed=unsubscribed, terms=workspace.terms
    )


def _known(who: Identifier, workspace: Workspace) -> tuple[PersonAnswer, bool] | None:
    """The person, and whether they are unsubscribed; nothing if nobody is called so."""
    person, holder = views.person(workspace.machine, who), workspace.machine.facts.directory.find(who)
    return None if person is None or holder is None else (person, is_unsubscribed(holder))


def _with_ids(ids: tuple[str, ...], workspace: Workspace) -> list[tuple[PersonAnswer, bool]]:
    """Those who are there, each with whether they are unsubscribed; others are left out (app.people.100)."""
    asked = (_known(Identifier("id", one), workspace) for one in ids)
    return [known for known in asked if known is not None]


def _with_email(email: str, workspace: Workspace) -> tuple[PersonAnswer, ...]:
    """Who has the email: one person at most where it identifies, else everybody with that attribute.

    Case makes no difference, or it does (app.email.lookup-case).
    """
    machine, exact = workspace.machine, workspace.terms.settings.app_email_lookup_case == "exact"
    if "email" in workspace.terms.identifiers:
        found = views.person(machine, Identifier("email", email))
        return () if found is None or (exact and found.email != email) else (found,)
    addresses = ((person, person.attributes.get("email")) for person in views.people(machine))
    written = ((person, "" if fact is None else text_of(fact.value)) for person, fact in addresses)
    return tuple(
        person for person, one in written if one == email or (not exact and one.casefold() == email.casefold())
    )
