"""Exports in the App API: a file of people or of deliveries is asked for, looked after, and fetched by a link.

The answer to the call that asks is `pending`, as that of work which has only begun; whoever looks next finds it `done`,
in the same second. The file shows the workspace as it was when it was asked for.
"""

from collections.abc import Iterable
from typing import Literal

import msgspec

from simulator.instants import Instant, strftime
from simulator.values import Json
from simulator.wire.app_api.errors import bad_request, members_from, not_found
from simulator.wire.app_api.export_links import Link, link_from, workspace_of
from simulator.wire.app_api.filters import condition_from
from simulator.wire.app_api.messages import METRICS, SIX_MONTHS, TWELVE_MONTHS, MessageList
from simulator.wire.exchange import Refused, Request, Response
from simulator.wire.json_body import json_response
from simulator.wire.routing import Arguments, Route, by_path_alone
from simulator.wire.terms import Terms
from simulator.workspace.segments.conditions import Condition

ATTRIBUTES_MAX = 300
"""How many extra columns are taken: as many attributes as one call can set; the vendor names no number."""
ExportType = Literal["customers", "deliveries"]
"""What is in the file."""

_SENDERS = {
    "newsletter_id": "newsletter",
    "campaign_id": "campaign",
    "transactional_message_id": "transactional message",
    "action_id": "action",
}


class Export(msgspec.Struct, frozen=True, gc=False):
    """An export that was made, with its file; `downloads` counts the links that were given to it."""

    number: int
    type: ExportType
    description: str
    total: int
    made_at: Instant
    file: bytes
    downloads: int = 0

    @property
    def file_name(self) -> str:
        """What a caller saves the file as: like `customers-2026-01-13_21-28.csv`, the name of a real one."""
        return f"{self.type}-{strftime(self.made_at, '%Y-%m-%d_%H-%M')}.csv"


class ExportPeople(msgspec.Struct, frozen=True, gc=False):
    """The wish for a file of those whom a filter lets through; no `attributes` are all of them, and `()` is none."""

    condition: Condition
    attributes: tuple[str, ...] | None


class ExportDeliveries(msgspec.Struct, frozen=True, gc=False):
    """The wish for a file of the messages that `asked` lets through, with attributes of their recipients."""

    description: str
    asked: MessageList
    attributes: tuple[str, ...]


class ExportList(msgspec.Struct, frozen=True, gc=False):
    """The question which exports there are."""


class OneExport(msgspec.Struct, frozen=True, gc=False):
    """The question how the export of that number is doing."""

    number: int


class ExportLink(msgspec.Struct, frozen=True, gc=False):
    """The question where the file of that export is."""

    number: int


class ExportFile(msgspec.Struct, frozen=True, gc=False):
    """The question for the file behind a link."""

    link: Link


ExportQuestion = ExportPeople | ExportDeliveries | ExportList | OneExport | ExportLink | ExportFile


# ---- requests to questions


def _decode_people(request: Request, _arguments: Arguments, terms: Terms) -> ExportPeople:
    members = members_from(request)
    return ExportPeople(condition_from(members.get("filters"), terms), _attributes(members))


def _decode_deliveries(request: Request, _arguments: Arguments, _terms: Terms) -> ExportDeliveries:
    """The deliveries of one sender (app.export.one-sender), as far back as lists of it go (app.export.window).

    Drafts come with the others or not at all (app.export.drafts).
    """
    members = members_from(request)
    senders = [name for name in _SENDERS if members.get(name) is not None]
    if len(senders) != 1:
        raise Refused(bad_request(f"exactly one of {', '.join(_SENDERS)} is required"))
    number, start = _whole(senders[0], members), _whole("start", members)
    asked = MessageList(
        newsletter=_whole("newsletter_id", members),
        campaign=_whole("campaign_id", members),
        template=_whole("transactional_message_id", members),
        action=_whole("action_id", members),
        metric=_metric(members),
        drafts=None if _flag("drafts", members) else False,
        start_ts=start,
        end_ts=_whole("end", members),
        span=SIX_MONTHS if start is None else TWELVE_MONTHS,
    )
    return ExportDeliveries(f"deliveries of {_SENDERS[senders[0]]} {number}", asked, _attributes(members) or ())


def _decode_one(request: Request, arguments: Arguments, _terms: Terms) -> OneExport:
    return OneExport(_number(request, arguments[0]))


def _decode_link(request: Request, arguments: Arguments, _terms: Terms) -> ExportLink:
    return ExportLink(_number(request, arguments[0]))


def _decode_file(request: Request, arguments: Arguments, _terms: Terms) -> ExportFile:
    link = link_from(arguments[0])
    if link is None:
        raise Refused(not_found(request))
    return ExportFile(link)


def _number(request: Request, written: str) -> int:
    if not (written.isascii() and written.isdigit()) or len(written) > 9:
        raise Refused(not_found(request))
    return int(written)


def _attributes(members: dict[str, Json]) -> tuple[str, ...] | None:
    names = members.get("attributes")
    if names is None:
        return None
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise Refused(bad_request("attributes must be a list of texts"))
    if len(names) > ATTRIBUTES_MAX:
        raise Refused(bad_request(f"attributes may hold at most {ATTRIBUTES_MAX}"))
    return tuple(map(str, names))


def _metric(members: dict[str, Json]) -> str | None:
    """The metric that a delivery must have reached; every one was created."""
    metric = members.get("metric")
    if metric is None or metric == "created":
        return None
    if not isinstance(metric, str) or metric not in METRICS:
        raise Refused(bad_request(f"metric must be one of created, {', '.join(METRICS)}"))
    return metric


def _whole(name: str, members: dict[str, Json]) -> int | None:
    value = members.get(name)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise Refused(bad_request(f"{name} must be a whole number"))
    return value


def _flag(name: str, members: dict[str, Json]) -> bool:
    value = members.get(name)
    if value is not None and not isinstance(value, bool):
        raise Refused(bad_request(f"{name} must be true or false"))
    return value is True


ROUTES: tuple[Route[ExportQuestion], ...] = (
    Route("GET", "/v1/exports", "app", "listExports", by_path_alone(ExportList())),
    Route("POST", "/v1/exports/customers", "app", "exportPeopleData", _decode_people),
    Route("POST", "/v1/exports/deliveries", "app", "exportDeliveriesData", _decode_deliveries),
    Route("GET", "/v1/exports/{export_id}", "app", "getExport", _decode_one),
    Route("GET", "/v1/exports/{export_id}/download", "app", "downloadExport", _decode_link),
    Route(
        "GET",
        "/exports/{link}/{file}",
        "app",
        "the file of an export",
        _decode_file,
        needs_key=False,
        workspace=lambda arguments: workspace_of(arguments[0]),
    ),
)


# ---- answers to responses


def export_list(exports: Iterable[Export]) -> Response:
    """All exports on one page, in the order given."""
    return json_response(200, {"exports": [_export(one, "done") for one in exports]})


def one_export(export: Export) -> Response:
    """One export, which is done."""
    return json_response(200, {"export": _export(export, "done")})


def begun_export(export: Export) -> Response:
    """The answer to the call that asked for the export."""
    return json_response(200, {"export": _export(export, "pending")})


def export_link(url: str) -> Response:
    """Where the file is."""
    return json_response(200, {"url": url})


def export_file(export: Export) -> Response:
    """The file itself."""
    headers = {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": f'attachment; filename="{export.file_name}"',
    }
    return Response(200, headers, export.file)


def _export(export: Export, status: Literal["pending", "done"]) -> dict[str, Json]:
    """An export without its file; it is no user's, since a key asked for it."""
    return {
        "id": export.number,
        "user_id": 0,
        "user_email": "",
        "total": export.total,
        "deduplicate_id": f"{export.number}:{export.made_at}",
        "type": export.type,
        "failed": False,
        "description": export.description,
        "downloads": export.downloads,
        "created_at": export.made_at,
        "updated_at": export.made_at,
        "status": status,
    }
