"""Campaigns in the App API, as far as a definition has them: what starts them, and which messages they send.

Neither goal nor delays nor frequency are told, as the real one tells none of them. Every campaign runs.
"""

from urllib.parse import parse_qsl

import msgspec

from simulator.values import Json
from simulator.wire.app_api.actions import Action, actions_of
from simulator.wire.app_api.errors import known_number, not_found
from simulator.wire.app_api.messages import TYPES, MessageList, asked_for
from simulator.wire.app_api.pages import next_page, start_from
from simulator.wire.exchange import Refused, Request, Response
from simulator.wire.json_body import json_response
from simulator.wire.routing import Arguments, Route, by_path_alone
from simulator.wire.terms import Terms
from simulator.workspace.definition import named_by

ACTIONS_PER_PAGE = 10
"""How many actions a page holds, always."""
_MONTHS = 12


class CampaignList(msgspec.Struct, frozen=True, gc=False):
    """The question which campaigns there are."""


class OneCampaign(msgspec.Struct, frozen=True, gc=False):
    """The question what the campaign of that number is."""

    number: str


class ActionList(msgspec.Struct, frozen=True, gc=False):
    """The question which messages the campaign sends, from position `start` on."""

    number: str
    start: int


class OneAction(msgspec.Struct, frozen=True, gc=False):
    """The question what the campaign's message of that number is."""

    number: str
    action: int


CampaignQuestion = CampaignList | OneCampaign | ActionList | OneAction


# ---- requests to questions


def _decode_campaign(request: Request, arguments: Arguments, terms: Terms) -> OneCampaign:
    return OneCampaign(known_number(request, arguments[0], terms.campaigns))


def _decode_actions(request: Request, arguments: Arguments, terms: Terms) -> ActionList:
    number = known_number(request, arguments[0], terms.campaigns)
    return ActionList(number, start_from(dict(parse_qsl(request.query))) or 0)


def _decode_action(request: Request, arguments: Arguments, terms: Terms) -> OneAction:
    number = known_number(request, arguments[0], terms.campaigns)
    for action in actions_of(number, terms):
        if str(action.number) == arguments[1]:
            return OneAction(number, action.number)
    raise Refused(not_found(request))


def _decode_messages(request: Request, arguments: Arguments, terms: Terms) -> MessageList:
    campaign = int(known_number(request, arguments[0], terms.campaigns))
    return msgspec.structs.replace(asked_for(request, terms, months=_MONTHS), campaign=campaign)


_ONE = "/v1/campaigns/{campaign_id}"
ROUTES: tuple[Route[CampaignQuestion | MessageList], ...] = (
    Route("GET", "/v1/campaigns", "app", "listCampaigns", by_path_alone(CampaignList())),
    Route("GET", _ONE, "app", "getCampaigns", _decode_campaign),
    Route("GET", f"{_ONE}/actions", "app", "listCampaignActions", _decode_actions),
    Route("GET", f"{_ONE}/actions/{{action_id}}", "app", "getCampaignAction", _decode_action),
    Route("GET", f"{_ONE}/messages", "app", "getCampaignMessages", _decode_messages),
)


# ---- answers to responses


def campaign_list(terms: Terms, *, defined_at: int) -> Response:
    """All campaigns on one page."""
    return json_response(200, {"campaigns": [_campaign(number, terms, defined_at) for number in terms.campaigns]})


def one_campaign(number: str, terms: Terms, *, defined_at: int) -> Response:
    """One campaign."""
    return json_response(200, {"campaign": _campaign(number, terms, defined_at)})


def action_list(question: ActionList, terms: Terms, *, defined_at: int) -> Response:
    """One page of a campaign's actions."""
    found, end = actions_of(question.number, terms), question.start + ACTIONS_PER_PAGE
    page = [_action(action, defined_at) for action in found[question.start : end]]
    return json_response(200, {"actions": page, **next_page(end if end < len(found) else None, terms)})


def one_action(question: OneAction, terms: Terms, *, defined_at: int) -> Response:
    """One action."""
    action = next(action for action in actions_of(question.number, terms) if action.number == question.action)
    return json_response(200, {"action": _action(action, defined_at)})


def _campaign(number: str, terms: Terms, defined_at: int) -> dict[str, Json]:
    """A campaign that an event starts; the segments that its filter asks for are told by number."""
    campaign = terms.campaigns[number]
    numbers = (terms.number_of(name) for name in named_by(campaign.filter))
    segments = sorted(int(one) for one in numbers if one is not None)  # a deleted one has none
    return {
        "id": int(number),
        "deduplicate_id": f"{number}:{defined_at}",
        "name": campaign.name,
        "type": "event",
        "created": defined_at,
        "updated": defined_at,
        "active": True,
        "state": "running",
        "actions": [
            {"type": TYPES.get(action.message.channel, action.message.channel), "id": action.number}
            for action in actions_of(number, terms)
        ],
        "first_started": defined_at,
        "tags": [],
        "filter_segment_ids": list[Json](segments),
        "event_name": campaign.trigger,
    }


def _action(action: Action, defined_at: int) -> dict[str, Json]:
    """A message of a campaign; its body is not emulated and reads as empty."""
    message = action.message
    told: dict[str, Json] = {
        "id": action.number,
        "campaign_id": int(action.campaign),
        "deduplicate_id": f"{action.number}:{defined_at}",
        "name": message.name,
        "layout": "",
        "created": defined_at,
        "updated": defined_at,
        "body": "",
        "type": TYPES.get(message.channel, message.channel),
        "sending_state": "automatic",
        "language": "",
    }
    if message.channel == "email":
        told.update({"subject": message.subject, "recipient": "{{customer.email}}"})
    if message.channel == "sms":
        told.update({"recipient": "{{customer.phone}}", "from": message.sender or ""})
    return told
