"""Messages in the App API: what became deliveries, listed newest first, told one by one, and as they were rendered.

What was withheld or never sent is no delivery, and stands in no list. Of the metrics only those are told that were
reached, each with its second (messages.metrics-map).
"""

from collections.abc import Callable, Iterable, Mapping
from urllib.parse import parse_qsl

import msgspec

from simulator.instants import DAY, Instant
from simulator.operations import Identifier
from simulator.values import Json
from simulator.wire.app_api.actions import action_number, campaign_number
from simulator.wire.app_api.errors import bad_request, not_found
from simulator.wire.app_api.pages import limit_from, next_page, start_from
from simulator.wire.app_api.people import person_from
from simulator.wire.delivery_ids import delivery_id, workspace_and_message
from simulator.wire.exchange import Refused, Request, Response
from simulator.wire.json_body import json_response
from simulator.wire.routing import Arguments, Route
from simulator.wire.terms import Terms
from simulator.workspace.answers import MessageAnswer

LIMIT_DEFAULT = 50
LIMIT_MAX = 1_000
"""How many messages a page holds."""
SIX_MONTHS = 183 * DAY
"""How far back lists go, from the newest second that is asked for (app.messages.6m)."""
TWELVE_MONTHS = 2 * SIX_MONTHS
"""The same for lists of one campaign or one transactional message, where the caller says so."""

TYPES = {"sms": "twilio"}
"""What the API calls a channel otherwise."""
METRICS = (
    "attempted", "sent", "delivered", "opened", "clicked", "converted", "bounced", "spammed", "unsubscribed", "dropped",
    "failed", "undeliverable",
)  # fmt: skip
"""What a delivery can reach; it is created before."""
_TYPES = ("email", "webhook", "twilio", "slack", "push", "in_app")
_STATES = ("failed", "sent", "drafted", "attempted")
_NO_DELIVERY = ("withheld", "not sent")
_FAILED = ("failed", "dropped", "undeliverable")


class MessageList(msgspec.Struct, frozen=True, gc=False):
    """The question which messages there are: `limit` of those that all other members let through.

    `older_than` is how many, counted from the oldest, the page ends with; nothing for the newest page. `drafts` keeps
    drafts apart from the others. Numbers of newsletters belong to nothing here.
    """

    who: Identifier | None = None
    campaign: int | None = None
    action: int | None = None
    template: int | None = None
    newsletter: int | None = None
    type: str | None = None
    metric: str | None = None
    state: str | None = None
    drafts: bool | None = None
    start_ts: Instant | None = None
    end_ts: Instant | None = None
    span: int = SIX_MONTHS
    older_than: int | None = None
    limit: int = LIMIT_DEFAULT


class OneMessage(msgspec.Struct, frozen=True, gc=False):
    """The question what is known of the outbox's message of that number."""

    number: int


class ArchivedMessage(msgspec.Struct, frozen=True, gc=False):
    """The question what that message said."""

    number: int


MessageQuestion = MessageList | OneMessage | ArchivedMessage


# ---- requests to questions


def _decode_list(request: Request, _arguments: Arguments, terms: Terms) -> MessageList:
    return asked_for(request, terms)


def _decode_of_person(request: Request, arguments: Arguments, terms: Terms) -> MessageList:
    who = person_from(arguments[0], request.query, terms)
    return msgspec.structs.replace(asked_for(request, terms), who=who, drafts=None)


def _decode_message(request: Request, arguments: Arguments, terms: Terms) -> OneMessage:
    return OneMessage(_message_number(request, arguments[0], terms))


def _decode_archived(request: Request, arguments: Arguments, terms: Terms) -> ArchivedMessage:
    return ArchivedMessage(_message_number(request, arguments[0], terms))


def asked_for(request: Request, terms: Terms, *, months: int = 6) -> MessageList:
    """The list that the query asks for; `months` is how long a window it may name."""
    query = dict(parse_qsl(request.query))
    start, end = _whole("start_ts", query), _whole("end_ts", query)
    return MessageList(
        campaign=_whole("campaign_id", query),
        action=_whole("action_id", query),
        newsletter=_whole("newsletter_id", query),
        type=_one_of("type", _TYPES, query),
        metric=_one_of("metric", METRICS, query),
        state=_one_of("state", _STATES, query),
        drafts=_one_of("drafts", ("true", "false"), query) == "true",
        start_ts=start,
        end_ts=end,
        span=SIX_MONTHS if start is None or months <= 6 else TWELVE_MONTHS,
        older_than=start_from(query),
        limit=limit_from(query, terms, default=LIMIT_DEFAULT, most=LIMIT_MAX),
    )


def _message_number(request: Request, written: str, terms: Terms) -> int:
    told = workspace_and_message(written)
    if told is None or told[0] != terms.workspace:
        raise Refused(not_found(request))
    return told[1]


def _whole(name: str, query: Mapping[str, str]) -> int | None:
    written = query.get(name)
    if not written:
        return None
    if not (written.isascii() and written.isdigit()) or len(written) > 12:
        raise Refused(bad_request(f"{name} must be a whole number"))
    return int(written)


def _one_of(name: str, choices: tuple[str, ...], query: Mapping[str, str]) -> str | None:
    written = query.get(name) or None
    if written is not None and written not in choices:
        raise Refused(bad_request(f"{name} must be one of {', '.join(choices)}"))
    return written


ROUTES: tuple[Route[MessageQuestion], ...] = (
    Route("GET", "/v1/messages", "app", "listMessages", _decode_list),
    Route("GET", "/v1/messages/{message_id}", "app", "getMessage", _decode_message),
    Route("GET", "/v1/messages/{message_id}/archived_message", "app", "getArchivedMessage", _decode_archived),
    Route("GET", "/v1/customers/{customer_id}/messages", "app", "getPersonMessages", _decode_of_person),
)


# ---- answers to responses


def is_delivery(message: MessageAnswer) -> bool:
    """Whether the real product would know of the message."""
    return message.state not in _NO_DELIVERY


def message_page(messages: Iterable[MessageAnswer], question: MessageList, now: Instant, terms: Terms) -> Response:
    """One page of those that are asked for; what is sent meanwhile moves no message to another page.

    Args:
        messages: the oldest first, of the person that is asked for if one is.
        now: where a window without end ends.
    """
    found = let_through(messages, question, now, terms)
    end = len(found) if question.older_than is None else min(len(found), question.older_than)
    start = max(0, end - question.limit)
    item = message_item if question.who is None else _item_of_person
    page = [item(one, terms) for one in reversed(found[start:end])]
    return json_response(200, {"messages": page, **next_page(start or None, terms)})


def let_through(
    messages: Iterable[MessageAnswer], question: MessageList, now: Instant, terms: Terms
) -> list[MessageAnswer]:
    """All that are asked for, on whichever page, in the order given."""
    last = now if question.end_ts is None else question.end_ts
    first = max(last - question.span, 0 if question.start_ts is None else question.start_ts)
    return [one for one in messages if first <= one.at <= last and _is_asked_for(one, question, terms)]


def one_message(message: MessageAnswer, terms: Terms) -> Response:
    """One message."""
    return json_response(200, {"message": message_item(message, terms)})


def archived_message(message: MessageAnswer, terms: Terms) -> Response:
    """A message as it was rendered; the bodies of campaigns are not emulated and read as empty.

    A message that is not retained says that it is forgotten, and nothing else.
    """
    order, webhook = message.transactional, message.channel == "webhook"
    forgotten = order is not None and not order.keeps_body
    archived: dict[str, Json] = {
        "id": delivery_id(terms.workspace, message.number),
        "body": "" if forgotten else message.body or "",
        "from": message.sender or "",
        "reply_to": message.reply_to or "",
        "recipient": message.recipient or "",
        "subject": "" if forgotten else message.subject or "",
        "bcc": "" if order is None else ", ".join(order.bcc),
        "fake_bcc": order is not None and order.fake_bcc,
        "preheader_text": "" if order is None or forgotten else order.preheader or "",
        "headers": "[]" if order is None else order.headers or "[]",
        "forgotten": forgotten,
    }
    if webhook:
        archived.update({"url": "", "request_method": "POST"})
    return json_response(200, {"archived_message": archived})


def _is_asked_for(message: MessageAnswer, question: MessageList, terms: Terms) -> bool:
    template = None if message.transactional is None else message.transactional.template
    wanted: tuple[tuple[Json, Callable[[], Json]], ...] = (
        (question.campaign, lambda: campaign_number(message.campaign, terms)),
        (question.action, lambda: action_number(message.campaign, message.step, terms)),
        (question.template, lambda: template),
        (question.newsletter, lambda: None),
        (question.type, lambda: TYPES.get(message.channel, message.channel)),
        (question.state, lambda: message.state),
        (question.drafts, lambda: message.state == "drafted"),
    )
    if not is_delivery(message) or (question.metric is not None and question.metric not in _metrics(message)):
        return False
    return all(asked is None or asked == has() for asked, has in wanted)


def _metrics(message: MessageAnswer) -> dict[str, Json]:
    """What the message reached; one that waits has reached nothing."""
    return {} if message.state == "queued" else {message.state: message.at}


def _common(message: MessageAnswer, terms: Terms) -> dict[str, Json]:
    """What both kinds of lists tell of a message."""
    named = delivery_id(terms.workspace, message.number)
    item: dict[str, Json] = {
        "id": named,
        "deduplicate_id": f"{named}:{message.at}",
        "recipient": message.recipient or "",
        "subject": message.subject or "",
        "metrics": _metrics(message),
        "created": message.at,
        "failure_message": message.reason if message.state in _FAILED else None,
        "newsletter_id": None,
        "broadcast_id": None,
        "type": TYPES.get(message.channel, message.channel),
        "forgotten": message.transactional is not None and not message.transactional.keeps_body,
    }
    action = action_number(message.campaign, message.step, terms)
    return item if action is None else {**item, "action_id": action}


def message_item(message: MessageAnswer, terms: Terms) -> dict[str, Json]:
    """A message in a list of many people's."""
    known: dict[str, Json] = {"email": message.email, "id": message.id}
    action = action_number(message.campaign, message.step, terms)
    template = action if message.transactional is None else message.transactional.template
    item: dict[str, Json] = {
        **_common(message, terms),
        "customer_id": message.id,
        "customer_identifiers": {kind: known[kind] for kind in known if kind in terms.identifiers}
        | {"cio_id": message.cio_id},
        "campaign_id": campaign_number(message.campaign, terms),
        "trigger_event_id": None,
    }
    return item if template is None else {**item, "message_template_id": template}


def _item_of_person(message: MessageAnswer, terms: Terms) -> Json:
    """A message in the list of one person: fewer members, and an empty id for a person without one."""
    item: dict[str, Json] = {**_common(message, terms), "customer_id": message.id or "", "content_id": None}
    campaign = campaign_number(message.campaign, terms)
    return item if campaign is None else {**item, "campaign_id": campaign}
