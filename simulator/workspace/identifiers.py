"""The normal forms of identifiers: what is compared, and what is stored."""

from simulator.operations import Identifier, IdentifierKind


def lookup_form(kind: IdentifierKind, value: str) -> str:
    """What two values of a kind are compared by.

    Emails regardless of case (identity.email.case); ids exactly (identity.id.case); a cio_id in lower case.
    """
    match kind:
        case "email":
            return value.strip().casefold()
        case "cio_id":
            return value.strip().lower()
        case "id":
            return value


def stored_form(kind: IdentifierKind, value: str) -> str:
    """What is kept: an email without the spaces around it (identity.email.trim), an id as sent (identity.id.trim)."""
    return value.strip() if kind == "email" else value


def same(one: Identifier, other: Identifier) -> bool:
    """Whether both name the same person."""
    return one.kind == other.kind and lookup_form(one.kind, one.value) == lookup_form(other.kind, other.value)
