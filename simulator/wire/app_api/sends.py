"""Transactional sends in the App API: a JSON body that asks for one message to one person.

What is wrong with it answers 400 with one text in `meta.error`, as in the Track API.
"""

import re
from email.utils import getaddresses
from typing import NoReturn, TypeVar

import msgspec

from simulator.operations import AddDevice, Identifier, SendTransactional, TransactionalChannel
from simulator.values import Json, text_of
from simulator.wire import json_body
from simulator.wire.app_api.attachments import names_of
from simulator.wire.devices import device_from
from simulator.wire.exchange import CannotSay, Refused, Request
from simulator.wire.identifiers import merge_kinds, sole_identifier, written_identifier
from simulator.wire.malformed import Malformed
from simulator.wire.meta_errors import NotEmulated, meta_error
from simulator.wire.routing import Arguments, Route
from simulator.wire.terms import Terms
from simulator.workspace.identifiers import can_be

ROOT = "/v1/send/"
RECIPIENTS_MAX = 15
"""How many addresses `to` and `bcc` may hold together."""
_ADDRESSES_LENGTH_MAX = 10_000
"""How long a list of addresses with their names may reasonably be."""
_ADDRESS = re.compile(r"[^@\s\x00-\x1f]+@[^@\s\x00-\x1f]+")
_INVALID_PHONE = "Invalid phone number format. Phone numbers must be in E.164 format."


class _Body(msgspec.Struct, frozen=True):
    """What every send may hold."""

    identifiers: dict[str, Json] | None = None
    transactional_message_id: int | str | None = None
    message_data: dict[str, Json] | None = None
    to: str | None = None
    sender: str | None = msgspec.field(name="from", default=None)
    send_at: int | None = None
    disable_message_retention: bool | None = None
    send_to_unsubscribed: bool | None = None
    queue_draft: bool | None = None
    language: str | None = None


class _Email(_Body, frozen=True):
    subject: str | None = None
    body: str | None = None
    body_plain: str | None = None
    body_amp: str | None = None
    bcc: str | None = None
    fake_bcc: bool | None = None
    reply_to: str | None = None
    preheader: str | None = None
    attachments: dict[str, str] | None = None
    headers: str | dict[str, Json] | list[Json] | None = None
    tracked: bool | None = None


class _Push(_Body, frozen=True):
    title: str | None = None
    message: str | None = None
    image_url: str | None = None
    link: str | None = None
    custom_data: dict[str, Json] | None = None
    custom_payload: dict[str, Json] | None = None
    custom_device: dict[str, Json] | None = None


B = TypeVar("B", bound=_Body)


# ---- requests to operations


def _decode_email(request: Request, _arguments: Arguments, terms: Terms) -> SendTransactional:
    """An email by template, or one that says everything itself; tracking and styles are nothing to us."""
    body = _read(request, _Email)
    if _template(body) is None and not (body.body and body.subject and body.sender):
        raise _refused("transactional_message_id is required, or body, subject and from")
    to, bcc = _addresses(body.to, field="to"), _addresses(body.bcc, field="bcc")
    if not to:
        raise _refused("to is required")
    if len(to) + len(bcc) > RECIPIENTS_MAX:
        raise _refused(f"to and bcc may hold {RECIPIENTS_MAX} recipients together, not {len(to) + len(bcc)}")
    return msgspec.structs.replace(
        _common(body, terms, "email"),
        to=to,
        subject=body.subject,
        body=body.body,
        reply_to=body.reply_to,
        preheader=body.preheader,
        bcc=bcc,
        fake_bcc=body.fake_bcc is True,
        headers=_headers(body.headers),
        attachments=names_of(body.attachments or {}),
    )


def _decode_push(
    request: Request, _arguments: Arguments, terms: Terms
) -> SendTransactional | tuple[AddDevice | SendTransactional, ...]:
    """A push; a device that comes along is the person's from then on (devices.platform)."""
    body = _read(request, _Push)
    _check_template(body)
    call = msgspec.structs.replace(_common(body, terms, "push"), subject=body.title, body=body.message)
    if body.custom_device is None:
        return call
    try:
        return AddDevice(call.who, *device_from(body.custom_device, key="token")), call
    except Malformed as malformed:
        raise _refused(malformed.message.replace("device", "custom_device", 1)) from malformed


def _decode_sms(request: Request, _arguments: Arguments, terms: Terms) -> SendTransactional:
    """An SMS to a number, or to what Liquid finds in the profile."""
    body = _read(request, _Body)
    if not body.to:
        raise _refused("to is required")
    if "{{" not in body.to and not can_be("phone", body.to):
        raise _refused(_INVALID_PHONE)
    _check_template(body)
    return _common(body, terms, "sms")


def _refuse(request: Request, _arguments: Arguments, _terms: Terms) -> NoReturn:
    """Official clients have calls for messages in apps and inboxes that the vendor's specification lacks."""
    raise NotEmulated(f"{request.method} {request.path}")


def _check_template(body: _Body) -> None:
    """Neither a push nor an SMS is sent without template."""
    if _template(body) is None:
        raise _refused("transactional_message_id is required")


def _common(body: _Body, terms: Terms, channel: TransactionalChannel) -> SendTransactional:
    """What every send says."""
    return SendTransactional(
        _person(body, terms),
        channel,
        (body.to,) if body.to else (),
        _template(body),
        body.message_data or {},
        sender=body.sender,
        send_at=body.send_at,
        send_to_unsubscribed=body.send_to_unsubscribed,
        queue_draft=body.queue_draft,
        keeps_body=body.disable_message_retention is not True,
    )


ROUTES: tuple[Route[SendTransactional | tuple[AddDevice | SendTransactional, ...]], ...] = (
    Route("POST", f"{ROOT}email", "app", "sendEmail", _decode_email),
    Route("POST", f"{ROOT}push", "app", "sendPush", _decode_push),
    Route("POST", f"{ROOT}sms", "app", "sendSMS", _decode_sms),
    Route("POST", f"{ROOT}in_app", "app", "send/in_app", _refuse),
    Route("POST", f"{ROOT}inbox_message", "app", "send/inbox_message", _refuse),
)


def _read(request: Request, shape: type[B]) -> B:
    try:
        return msgspec.convert(json_body.object_from(request.body), shape)
    except ValueError as error:
        raise _refused(f"invalid request: {error}") from error


def _person(body: _Body, terms: Terms) -> Identifier:
    """The person, by exactly one identifier and never by phone (app.send.identifiers-one)."""
    try:
        return sole_identifier(body.identifiers, merge_kinds(terms), field="identifiers")
    except Malformed as malformed:
        raise _refused(malformed.message) from malformed


def _template(body: _Body) -> int | str | None:
    return None if body.transactional_message_id == "" else body.transactional_message_id


def _addresses(written: str | None, *, field: str) -> tuple[str, ...]:
    """The addresses in a list with commas, without the names beside them."""
    if not written:
        return ()
    try:
        addresses = tuple(address for _, address in getaddresses([written[:_ADDRESSES_LENGTH_MAX]]))
    except RecursionError:
        addresses = ("",)
    fits = len(written) <= _ADDRESSES_LENGTH_MAX and all(map(_is_address, addresses))
    if not fits:
        raise _refused(f"{field} must hold email addresses, not {written[:100]}")
    return addresses


def _is_address(written: str) -> bool:
    """Whether it looks like an address, or is Liquid that becomes one."""
    return _ADDRESS.fullmatch(written) is not None or "{{" in written


def _headers(written: str | dict[str, Json] | list[Json] | None) -> str | None:
    """Headers as the text of a JSON array; some clients send the array itself, or an object."""
    if written is None or isinstance(written, dict | list):
        return text_of(written) if written else None
    try:
        entries = msgspec.json.decode(written, type=list[dict[str, str]])
    except msgspec.DecodeError as error:
        raise _refused("headers must be a JSON array of objects with name and value") from error
    for entry in entries:
        if not {"name", "value"} <= entry.keys() or not all(text.isascii() for text in entry.values()):
            raise _refused("headers must be ASCII, each with name and value")
    return written


def _refused(text: str) -> Refused:
    return Refused(meta_error(400, text))


# ---- operations to requests

_TITLES = {"push": ("title", "message")}
"""What a channel calls subject and body, where it calls them otherwise."""


def encode(operation: SendTransactional) -> Request | CannotSay:
    """The request, without credentials, that says `operation`; files are sent empty."""
    who = written_identifier(operation.who)
    subject, body = _TITLES.get(operation.channel, ("subject", "body"))
    members: dict[str, Json] = {
        "identifiers": None if who is None else dict(who),
        "transactional_message_id": operation.template,
        "to": ", ".join(operation.to) or None,
        "message_data": operation.data or None,
        subject: operation.subject,
        body: operation.body,
        "from": operation.sender,
        "reply_to": operation.reply_to,
        "preheader": operation.preheader,
        "bcc": ", ".join(operation.bcc) or None,
        "fake_bcc": operation.fake_bcc or None,
        "headers": operation.headers,
        "attachments": dict.fromkeys(operation.attachments, "") or None,
        "send_at": operation.send_at,
        "send_to_unsubscribed": operation.send_to_unsubscribed,
        "queue_draft": operation.queue_draft,
        "disable_message_retention": None if operation.keeps_body else True,
    }
    said = json_body.encode({name: value for name, value in members.items() if value is not None})
    request = Request("POST", f"{ROOT}{operation.channel}", "", {"content-type": json_body.JSON_TYPE}, said)
    return request if _understood(request) == operation else CannotSay(f"no send to {operation.who} says all of it")


def _understood(request: Request) -> object:
    """What the request is taken for; nothing if it is refused."""
    decode = next(route.decode for route in ROUTES if route.pattern == request.path)
    try:
        return decode(request, (), Terms())
    except Refused:
        return None
