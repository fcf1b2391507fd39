"""Transactional messages in the App API: the templates of the definition, their contents, and what was sent by them."""

import msgspec

from simulator.values import Json
from simulator.wire.app_api.errors import known_number
from simulator.wire.app_api.messages import TYPES, MessageList, asked_for
from simulator.wire.exchange import Request, Response
from simulator.wire.json_body import json_response
from simulator.wire.routing import Arguments, Route, by_path_alone
from simulator.wire.terms import Terms
from simulator.workspace.campaigns.sending import WITHOUT_TEMPLATE

_MONTHS = 12


class TemplateList(msgspec.Struct, frozen=True, gc=False):
    """The question which transactional messages there are."""


class OneTemplate(msgspec.Struct, frozen=True, gc=False):
    """The question what the transactional message of that number is."""

    number: str


class TemplateContents(msgspec.Struct, frozen=True, gc=False):
    """The question what the transactional message says."""

    number: str


TransactionalQuestion = TemplateList | OneTemplate | TemplateContents


# ---- requests to questions


def _decode_template(request: Request, arguments: Arguments, terms: Terms) -> OneTemplate:
    return OneTemplate(known_number(request, arguments[0], terms.transactional))


def _decode_contents(request: Request, arguments: Arguments, terms: Terms) -> TemplateContents:
    return TemplateContents(known_number(request, arguments[0], terms.transactional))


def _decode_messages(request: Request, arguments: Arguments, terms: Terms) -> MessageList:
    """What was sent by a template; without one it counts under the first (app.send.template1)."""
    number = int(known_number(request, arguments[0], (str(WITHOUT_TEMPLATE), *terms.transactional)))
    return msgspec.structs.replace(asked_for(request, terms, months=_MONTHS), template=number, drafts=None)


_ONE = "/v1/transactional/{transactional_id}"
ROUTES: tuple[Route[TransactionalQuestion | MessageList], ...] = (
    Route("GET", "/v1/transactional", "app", "listTransactional", by_path_alone(TemplateList())),
    Route("GET", _ONE, "app", "getTransactional", _decode_template),
    Route("GET", f"{_ONE}/contents", "app", "listTransactionalVariants", _decode_contents),
    Route("GET", f"{_ONE}/messages", "app", "transactionalMessages", _decode_messages),
)


# ---- answers to responses


def template_list(terms: Terms, *, defined_at: int) -> Response:
    """All transactional messages on one page."""
    return json_response(200, {"messages": [_template(number, terms, defined_at) for number in terms.transactional]})


def one_template(number: str, terms: Terms, *, defined_at: int) -> Response:
    """One transactional message."""
    return json_response(200, {"message": _template(number, terms, defined_at)})


def template_contents(number: str, terms: Terms, *, defined_at: int) -> Response:
    """The one content that a transactional message has here: there are no languages."""
    template = terms.transactional[number]
    content: dict[str, Json] = {
        "id": template.number,
        "name": template.title,
        "created": defined_at,
        "updated": defined_at,
        "body": template.body or "",
        "language": "",
        "type": TYPES.get(template.channel, template.channel),
        "from": template.sender or "",
        "subject": template.subject or "",
    }
    return json_response(200, {"contents": [content]})


def _template(number: str, terms: Terms, defined_at: int) -> dict[str, Json]:
    template = terms.transactional[number]
    return {
        "id": template.number,
        "name": template.trigger,
        "description": "",
        "send_to_unsubscribed": template.send_to_unsubscribed,
        "link_tracking": True,
        "open_tracking": True,
        "hide_message_body": False,
        "queue_drafts": template.draft,
        "created_at": defined_at,
        "updated_at": defined_at,
    }
