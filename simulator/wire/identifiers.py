"""Which identifier is meant: in a path the shape of the value says it, in a body the one key of an object."""

import re

from simulator.operations import Identifier, IdentifierKind
from simulator.values import Json
from simulator.wire.malformed import Malformed
from simulator.wire.terms import Terms
from simulator.workspace.identifiers import can_be, identifier_text

_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
CIO_PREFIX = "cio_"


def identifier_from(value: str, terms: Terms) -> Identifier:
    """The identifier that a path's decoded value names (identity.path-shape).

    With the prefix `cio_` a cio_id; an address, where the workspace knows people by email, an email; else an id: a
    phone number as well (identity.phone.v1-is-id).
    """
    if value.startswith(CIO_PREFIX) and len(value) > len(CIO_PREFIX):
        return Identifier("cio_id", value.removeprefix(CIO_PREFIX))
    if "@" in value and "email" in terms.identifiers and _ADDRESS.fullmatch(value.strip()):
        return Identifier("email", value)
    return Identifier("id", value)


def person_kinds(terms: Terms) -> tuple[IdentifierKind, ...]:
    """The kinds that address a person in a body (identity.phone.v2)."""
    return (*terms.identifiers, "cio_id")


def merge_kinds(terms: Terms) -> tuple[IdentifierKind, ...]:
    """The kinds that a side of a merge takes, and a transactional send: no phone (identity.phone.not-merge)."""
    return tuple(kind for kind in person_kinds(terms) if kind != "phone")


def sole_identifier(written: Json, kinds: tuple[IdentifierKind, ...], *, field: str) -> Identifier:
    """The identifier in an object with exactly one key (identity.multi-identifiers-400); `field` is where it stands.

    The key decides the kind, whatever the value looks like (track.v2.id-key-decides). Whole numbers are taken by their
    digits.

    Raises:
        Malformed: it is none, or of a kind that is not among `kinds`.
    """
    if written is None or written == {}:
        raise Malformed("required", field, f"{field} is required")
    if not isinstance(written, dict):
        raise Malformed("parse_error", field, f"{field} must be an object")
    if len(written) > 1:
        raise Malformed("invalid", field, f"{field} must hold exactly one of {', '.join(kinds)}")
    ((key, value),) = written.items()
    kind = next((kind for kind in kinds if kind == key), None)
    if kind is None:
        raise Malformed("invalid", f"{field}.{key}", f"{field} must hold one of {', '.join(kinds)}, not {key}")
    return _of_kind(kind, value, field=f"{field}.{key}")


def written_identifier(who: Identifier) -> dict[str, Json] | None:
    """The identifier as the one key of an object; nothing if no object can say it. A cio_id is bare there."""
    written: dict[str, Json] = {who.kind: who.value}
    try:
        understood = sole_identifier(written, (who.kind,), field="")
    except Malformed:
        return None
    return written if understood == who else None


def check_id_attribute(identifier: Json, *, field: str) -> None:
    """Refuse an id that is neither a text nor, as some clients send it, a whole number."""
    if isinstance(identifier, bool | float | list | dict):
        raise Malformed("invalid", field, "id attribute must be a string value")


def _of_kind(kind: IdentifierKind, value: Json, *, field: str) -> Identifier:
    """The value as an identifier: a cio_id with or without its prefix (track.v2.cio-id-prefix), a phone in E.164."""
    if value is None:
        raise Malformed("required", field, f"{field} is required")
    if isinstance(value, bool | float | list | dict):
        raise Malformed("parse_error", field, f"{field} must be a string")
    text = identifier_text(value)
    if not text:
        raise Malformed("invalid", field, f"{field} cannot be an empty string")
    if not can_be(kind, text):
        raise Malformed("invalid", field, f"{field} must be in E.164 format: + and up to 15 digits")
    return Identifier(kind, text.removeprefix(CIO_PREFIX) if kind == "cio_id" else text)
