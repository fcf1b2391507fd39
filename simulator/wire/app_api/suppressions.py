"""The email provider's lists in the App API: an address is put on one or taken off; people and events go on.

They are read by list, from an offset, or by address. What an address stands for is what Mailgun would have recorded.
"""

from collections.abc import Mapping, Sequence
from urllib.parse import parse_qsl, quote

import msgspec

from simulator.operations import BlockAddress, ProviderList, UnblockAddress
from simulator.values import Json
from simulator.wire.app_api.errors import bad_request
from simulator.wire.app_api.pages import limit_from
from simulator.wire.exchange import CannotSay, Refused, Request, Response
from simulator.wire.json_body import json_response
from simulator.wire.routing import Arguments, Route
from simulator.wire.terms import Terms
from simulator.workspace import ListedAnswer

LIMIT_DEFAULT = 100
LIMIT_MAX = 1_000
"""How many addresses an answer holds (app.esp.offset)."""

_CATEGORIES: Mapping[ProviderList, str] = {
    "bounces": "bounces",
    "blocks": "blocks",
    "spam_reports": "spam",
    "invalid_emails": "invalid",
}
"""What answers call the lists (app.esp.category)."""
_STATUS = "550"
"""What Mailgun records where nobody gives a code, with an empty reason."""
_PATH = "/v1/esp/suppression"


class OneProviderList(msgspec.Struct, frozen=True, gc=False):
    """The question which addresses stand on a list: `limit` of them after the first `offset`."""

    reason: ProviderList
    offset: int
    limit: int


class AddressOnLists(msgspec.Struct, frozen=True, gc=False):
    """The question whether and why the provider takes no mail for an address."""

    address: str


SuppressionQuestion = OneProviderList | AddressOnLists


# ---- requests to operations and questions


def _decode_block(_request: Request, arguments: Arguments, _terms: Terms) -> BlockAddress:
    return BlockAddress(_address(arguments[1]), _list(arguments[0]))


def _decode_unblock(_request: Request, arguments: Arguments, _terms: Terms) -> UnblockAddress:
    return UnblockAddress(_address(arguments[1]), _list(arguments[0]))


def _decode_list(request: Request, arguments: Arguments, terms: Terms) -> OneProviderList:
    """One list; `domain` names a domain that mail is sent from, and calls suppress an address for all of these."""
    query = dict(parse_qsl(request.query))
    limit = limit_from(query, terms, default=LIMIT_DEFAULT, most=LIMIT_MAX)
    return OneProviderList(_list(arguments[0]), _offset(query.get("offset") or "0"), limit)


def _decode_search(_request: Request, arguments: Arguments, _terms: Terms) -> AddressOnLists:
    return AddressOnLists(_address(arguments[0]))


def _list(written: str) -> ProviderList:
    for known in _CATEGORIES:
        if known == written:
            return known
    raise Refused(bad_request(f"suppression type must be one of {', '.join(_CATEGORIES)}"))


def _address(written: str) -> str:
    if not written.strip():
        raise Refused(bad_request("email address is required"))
    return written


def _offset(written: str) -> int:
    if not (written.isascii() and written.isdigit()) or len(written) > 12:
        raise Refused(bad_request("offset must be a whole number"))
    return int(written)


ROUTES: tuple[Route[BlockAddress | UnblockAddress | SuppressionQuestion], ...] = (
    Route("GET", "/v1/esp/search_suppression/{email}", "app", "getSuppression", _decode_search),
    Route("GET", f"{_PATH}/{{type}}", "app", "getSuppressionByType", _decode_list),
    Route("POST", f"{_PATH}/{{type}}/{{email}}", "app", "postSuppression", _decode_block),
    Route("DELETE", f"{_PATH}/{{type}}/{{email}}", "app", "deleteSuppression", _decode_unblock),
)


# ---- answers to responses


def provider_list(listed: Sequence[ListedAnswer], question: OneProviderList) -> Response:
    """A part of one list, the longest there first; there is no token of what follows."""
    part = listed[question.offset : question.offset + question.limit]
    return json_response(200, {"category": _CATEGORIES[question.reason], "suppressions": [_row(one) for one in part]})


def address_on_lists(found: ListedAnswer | None) -> Response:
    """The list that the address was put on last; without category if it stands on none (app.esp.search)."""
    if found is None:
        return json_response(200, {"suppressions": []})
    return json_response(200, {"category": _CATEGORIES[found.reason], "suppressions": [_row(found)]})


def _row(listed: ListedAnswer) -> Json:
    return {"created": listed.at, "email": listed.address, "reason": "", "status": _STATUS}


# ---- operations to requests


def encode(operation: BlockAddress | UnblockAddress) -> Request | CannotSay:
    """The request, without credentials, that says `operation`."""
    if not operation.address.strip():
        return CannotSay("an address is no blank text")
    method = "POST" if isinstance(operation, BlockAddress) else "DELETE"
    return Request(method, f"{_PATH}/{operation.reason}/{quote(operation.address, safe='')}")
