"""Questions of the App API about messages, and about the campaigns and templates that they are sent by."""

from collections.abc import Iterable
from typing import assert_never

from simulator.operations import Identifier
from simulator.service.workspaces import Workspace
from simulator.wire import Request, Response
from simulator.wire.app_api import OutboxQuestion, campaigns, messages, transactional
from simulator.wire.app_api.errors import not_found
from simulator.workspace import MessageAnswer, views


def told(question: OutboxQuestion, workspace: Workspace, request: Request) -> Response:
    """The answer in the workspace's present second; `request` is what a refusal refers to."""
    terms, defined_at = workspace.terms, workspace.defined_at
    match question:
        case messages.MessageList(who):
            found = _messages(who, workspace)
            if found is None:
                return not_found(request)
            return messages.message_page(found, question, workspace.machine.now, terms)
        case messages.OneMessage(number):
            message = _delivery(number, workspace)
            return not_found(request) if message is None else messages.one_message(message, terms)
        case messages.ArchivedMessage(number):
            message = _delivery(number, workspace)
            return not_found(request) if message is None else messages.archived_message(message, terms)
        case campaigns.CampaignList():
            return campaigns.campaign_list(terms, defined_at=defined_at)
        case campaigns.OneCampaign(campaign):
            return campaigns.one_campaign(campaign, terms, defined_at=defined_at)
        case campaigns.ActionList():
            return campaigns.action_list(question, terms, defined_at=defined_at)
        case campaigns.OneAction():
            return campaigns.one_action(question, terms, defined_at=defined_at)
        case transactional.TemplateList():
            return transactional.template_list(terms, defined_at=defined_at)
        case transactional.OneTemplate(template):
            return transactional.one_template(template, terms, defined_at=defined_at)
        case transactional.TemplateContents(template):
            return transactional.template_contents(template, terms, defined_at=defined_at)
        case _:
            assert_never(question)


def _messages(who: Identifier | None, workspace: Workspace) -> Iterable[MessageAnswer] | None:
    """The outbox, or a person's part of it; nothing if the person is unknown."""
    found = views.messages(workspace.machine)
    if who is None:
        return found
    person = workspace.machine.facts.directory.find(who)
    return None if person is None else [message for message in found if message.cio_id == person.cio_id]


def _delivery(number: int, workspace: Workspace) -> MessageAnswer | None:
    message = views.message(workspace.machine, number)
    return message if message is not None and messages.is_delivery(message) else None
