"""The normal forms of identifiers: what is compared, what is stored, and which values can be one at all."""

import re
from collections.abc import Container

from simulator.operations import Identifier, IdentifierKind
from simulator.values import Json
from simulator.workspace.settings import Settings

TRIMMED: frozenset[str] = frozenset(("email", "phone", "cio_id"))
"""The kinds whose values lose the spaces around them, unless the settings say otherwise."""

_E164 = re.compile(r"\+[1-9][0-9]{1,14}")


def trimmed_by(settings: Settings) -> frozenset[str]:
    """The kinds whose values lose the spaces around them (identity.email.trim, identity.id.trim)."""
    trims = set(TRIMMED)
    if not settings.email_trim:
        trims.discard("email")
    if settings.id_trim:
        trims.add("id")
    return frozenset(trims)


def lookup_form(kind: IdentifierKind, value: str, trims: Container[str] = TRIMMED) -> str:
    """What two values of a kind are compared by.

    Emails regardless of case (identity.email.case); ids exactly (identity.id.case); a cio_id in lower case.
    """
    stored = value.strip() if kind in trims else value
    if kind == "email":
        return stored.casefold()
    return stored.lower() if kind == "cio_id" else stored


def stored_form(kind: IdentifierKind, value: str, trims: Container[str] = TRIMMED) -> str:
    """What is kept: the value as sent, without the spaces around it where its kind is trimmed."""
    return value.strip() if kind in trims else value


def identifier_text(value: Json) -> str:
    """An identifier as text: `5` and "5" are one id (identity.id.numeric); nothing for null, blank and the rest."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return str(value).strip() and str(value)


def can_be(kind: IdentifierKind, value: str) -> bool:
    """Whether the text can be an identifier of that kind: a phone number is E.164 (identity.phone.v2)."""
    return kind != "phone" or _E164.fullmatch(value.strip()) is not None


def same(one: Identifier, other: Identifier, trims: Container[str] = TRIMMED) -> bool:
    """Whether both name the same person."""
    return one.kind == other.kind and lookup_form(one.kind, one.value, trims) == lookup_form(
        other.kind, other.value, trims
    )
