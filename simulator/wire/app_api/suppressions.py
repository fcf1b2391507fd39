"""The email provider's list in the App API: an address is put on it or taken off; people and events go on."""

from typing import Literal
from urllib.parse import quote

from simulator.operations import BlockAddress, UnblockAddress
from simulator.wire.app_api.errors import bad_request
from simulator.wire.exchange import CannotSay, Refused, Request
from simulator.wire.routing import Arguments, Route
from simulator.wire.terms import Terms

Reason = Literal["bounces", "spam_reports"]
_REASONS: tuple[Reason, ...] = ("bounces", "spam_reports")
_PATH = "/v1/esp/suppression"


def _decode_block(_request: Request, arguments: Arguments, _terms: Terms) -> BlockAddress:
    return BlockAddress(_address(arguments[1]), _reason(arguments[0]))


def _decode_unblock(_request: Request, arguments: Arguments, _terms: Terms) -> UnblockAddress:
    """Take the address off, whichever of the lists it is on."""
    _reason(arguments[0])
    return UnblockAddress(_address(arguments[1]))


def _reason(written: str) -> Reason:
    for reason in _REASONS:
        if reason == written:
            return reason
    raise Refused(bad_request(f"suppression type must be one of {', '.join(_REASONS)}"))


def _address(written: str) -> str:
    if not written.strip():
        raise Refused(bad_request("email address is required"))
    return written


ROUTES: tuple[Route[BlockAddress | UnblockAddress], ...] = (
    Route("POST", f"{_PATH}/{{type}}/{{email}}", "app", "postSuppression", _decode_block),
    Route("DELETE", f"{_PATH}/{{type}}/{{email}}", "app", "deleteSuppression", _decode_unblock),
)


def encode(operation: BlockAddress | UnblockAddress) -> Request | CannotSay:
    """The request, without credentials, that says `operation`."""
    if not operation.address.strip():
        return CannotSay("an address is no blank text")
    address = quote(operation.address, safe="")
    if isinstance(operation, BlockAddress):
        return Request("POST", f"{_PATH}/{operation.reason}/{address}")
    return Request("DELETE", f"{_PATH}/bounces/{address}")
