"""The errors of Track v2: entries of reason, field and message (track.v2.errors-shape).

One fault is told, the first (track.v2.errors-several). What an operation came to in the workspace names the field by
the rule that refused it.
"""

from simulator.values import Json
from simulator.wire.exchange import Response
from simulator.wire.json_body import json_response
from simulator.wire.malformed import Malformed
from simulator.workspace.effects import Rejected

_FIELDS = {
    "attributes.limits.count": "attributes",
    "attributes.limits.name": "attributes",
    "attributes.limits.value": "attributes",
    "events.name-length": "name",
    "events.data-size": "attributes",
    "events.value-length": "attributes",
    "events.dedupe-non-ulid": "id",
    "identity.id.max": "identifiers.id",
    "identity.cio.unknown-dropped": "identifiers.cio_id",
    "events.cio-unknown": "identifiers.cio_id",
    "suppression.ignored": "identifiers",
}
"""A rule of the workspace to the field it is about; for others the entry names none."""


def malformed(fault: Malformed) -> Response:
    """What is wrong with the request itself."""
    return _errors(fault.reason, fault.field, fault.message)


def rejected(effect: Rejected) -> Response:
    """What the workspace does not take."""
    return _errors("invalid", _FIELDS.get(effect.rule, ""), effect.reason)


def _errors(reason: str, field: str, message: str) -> Response:
    entry: dict[str, Json] = {"reason": reason, "field": field, "message": message}
    if not field:
        del entry["field"]
    return json_response(400, {"errors": [entry]})
