"""The activity log in the App API: of the workspace or of one person, newest first, page by page.

What an anonymous id did is nobody's yet and stands on another tab, which the API does not list.
"""

from collections.abc import Iterable, Sequence
from urllib.parse import parse_qsl

import msgspec

from simulator.operations import Identifier
from simulator.seeds import stream
from simulator.values import Json, text_of
from simulator.wire.app_api.errors import bad_request
from simulator.wire.app_api.pages import limit_from, next_page, start_from
from simulator.wire.app_api.people import person_from
from simulator.wire.delivery_ids import delivery_id
from simulator.wire.exchange import Refused, Request, Response
from simulator.wire.json_body import json_response
from simulator.wire.routing import Arguments, Route
from simulator.wire.terms import Terms
from simulator.workspace.answers import ActivityAnswer
from simulator.workspace.identifiers import same

LIMIT_DEFAULT = 10
LIMIT_MAX = 100
"""How many activities a page holds (app.activities.limit)."""
_NAMED_BY_ATTRIBUTE = ("attribute_change", "failed_attribute_change")

_DELIVERY_TYPES = {
    "email": "email", "sms": "phone", "twilio": "phone", "whatsapp": "phone",
    "push": "", "in_app": "", "slack": "", "webhook": "",
}  # fmt: skip
"""What an activity's type says behind its verb, to the type of the delivery where the API has one."""


class Activities(msgspec.Struct, frozen=True, gc=False):
    """The question what happened: `limit` activities of those that the other members let through.

    `older_than` is how many activities, counted from the oldest, the page ends with; nothing for the newest page.
    `must_exist` says that `who` stood in the path, so that an unknown person is an error.
    """

    who: Identifier | None
    type: str | None
    name: str | None
    deleted: bool
    older_than: int | None
    limit: int
    must_exist: bool


def _decode_list(request: Request, _arguments: Arguments, terms: Terms) -> Activities:
    query = dict(parse_qsl(request.query))
    asked = query.get("customer_id")
    return _asked(query, None if asked is None else person_from(asked, request.query, terms), terms, must_exist=False)


def _decode_of_person(request: Request, arguments: Arguments, terms: Terms) -> Activities:
    who = person_from(arguments[0], request.query, terms)
    return _asked(dict(parse_qsl(request.query)), who, terms, must_exist=True)


def _asked(query: dict[str, str], who: Identifier | None, terms: Terms, *, must_exist: bool) -> Activities:
    deleted = query.get("deleted", "false")
    if deleted not in ("true", "false"):
        raise Refused(bad_request("deleted must be true or false"))
    return Activities(
        who,
        query.get("type") or None,
        query.get("name") or None,
        deleted == "true",
        start_from(query),
        limit_from(query, terms, default=LIMIT_DEFAULT, most=LIMIT_MAX),
        must_exist,
    )


ROUTES: tuple[Route[Activities], ...] = (
    Route("GET", "/v1/activities", "app", "listActivities", _decode_list),
    Route("GET", "/v1/customers/{customer_id}/activities", "app", "getPersonActivities", _decode_of_person),
)


def activities_page(activities: Iterable[ActivityAnswer], question: Activities, terms: Terms) -> Response:
    """One page of those that are asked for; what happens meanwhile moves no entry to another page.

    Args:
        activities: the newest first.
    """
    found = [activity for activity in activities if _is_asked_for(activity, question)]
    newer = 0 if question.older_than is None else max(0, len(found) - question.older_than)
    page = found[newer : newer + question.limit]
    older = len(found) - newer - len(page)
    return json_response(200, {"activities": _items(page, terms), **next_page(older or None, terms)})


def _is_asked_for(activity: ActivityAnswer, question: Activities) -> bool:
    if activity.processed is None or question.deleted != (activity.departed in ("deleted", "merged")):
        return False
    if question.type is not None and question.type != activity.type:
        return False
    if question.name is not None and question.name not in _names(activity):
        return False
    return question.who is None or _is_of(activity, question.who)


def _names(activity: ActivityAnswer) -> tuple[str | None, ...]:
    """What the filter `name` is compared with: the event's name, or those of the attributes."""
    return tuple(activity.data) if activity.type in _NAMED_BY_ATTRIBUTE else (activity.name,)


def _is_of(activity: ActivityAnswer, who: Identifier) -> bool:
    own = {"id": activity.id, "email": activity.email, "phone": activity.phone, "cio_id": activity.cio_id}[who.kind]
    return own is not None and same(Identifier(who.kind, own), who)


def _items(page: Sequence[ActivityAnswer], terms: Terms) -> list[Json]:
    return [_item(activity, terms) for activity in page]


def _item(activity: ActivityAnswer, terms: Terms) -> Json:
    """An activity; a page view has its URL and no name (activity.page-no-name), event data keep their types."""
    known: dict[str, Json] = {"email": activity.email, "id": activity.id}
    item: dict[str, Json] = {
        "id": _id(activity),
        "type": activity.type,
        "timestamp": activity.at,
        "customer_id": activity.id,
        "customer_identifiers": {kind: known[kind] for kind in known if kind in terms.identifiers}
        | {"cio_id": activity.cio_id},
        "data": activity.data,
    }
    if activity.name is not None:
        item["name"] = activity.name
    if activity.url is not None:
        item["url"] = activity.url
    _, _, channel = activity.type.partition("_")
    message = activity.data.get("message")
    if channel in _DELIVERY_TYPES and isinstance(message, int):
        named = delivery_id(terms.workspace, message)
        item.update({"delivery_id": named, "data": {"delivery_id": named}})
        if _DELIVERY_TYPES[channel]:
            item["delivery_type"] = _DELIVERY_TYPES[channel]
    return item


def _id(activity: ActivityAnswer) -> str:
    """A ULID that follows from what the activity tells, so that it is the same each time."""
    told = (activity.operation, activity.type, activity.at, activity.name or "", text_of(activity.data))
    return stream(0, "activity", *told).ulid(max(0, activity.at))
