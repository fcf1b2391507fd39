"""Which identifier a path's value is: the shape of the value says it."""

import re

from simulator.operations import Identifier
from simulator.wire.terms import Terms

_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_CIO_PREFIX = "cio_"


def identifier_from(value: str, terms: Terms) -> Identifier:
    """The identifier that a path's decoded value names (identity.path-shape).

    With the prefix `cio_` a cio_id; an address, where the workspace knows people by email, an email; else an id: a
    phone number as well (identity.phone.v1-is-id).
    """
    if value.startswith(_CIO_PREFIX) and len(value) > len(_CIO_PREFIX):
        return Identifier("cio_id", value.removeprefix(_CIO_PREFIX))
    if "@" in value and "email" in terms.identifiers and _ADDRESS.fullmatch(value.strip()):
        return Identifier("email", value)
    return Identifier("id", value)
