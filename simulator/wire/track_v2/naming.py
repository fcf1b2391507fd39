"""Whom a body of Track v2 names: by the one key of an object, whatever the value looks like.

Of two things nobody knows what the real product does, so the workspace says it: whether a cio_id comes with its prefix
`cio_` or without (track.v2.cio-id-prefix), and whether an `id` with that prefix is a cio_id (track.v2.id-key-decides).
"""

from simulator.operations import Identifier, IdentifierKind
from simulator.values import Json
from simulator.wire.identifiers import CIO_PREFIX, sole_identifier
from simulator.wire.malformed import Malformed
from simulator.wire.terms import Terms
from simulator.workspace.identifiers import identifier_text


def person_named(written: Json, kinds: tuple[IdentifierKind, ...], terms: Terms, *, field: str) -> Identifier:
    """The person whom the object at `field` names, by a kind among `kinds`.

    Raises:
        Malformed: it names nobody, or not in the way that the workspace takes.
    """
    who = sole_identifier(written, kinds, field=field)
    is_prefixed = _is_prefixed(written, who.kind)
    if who.kind == "cio_id" and terms.settings.v2_cio_id_prefix == ("bare" if is_prefixed else "prefixed"):
        expected = "come without its prefix" if is_prefixed else "begin with"
        raise Malformed("invalid", f"{field}.cio_id", f"{field}.cio_id must {expected} {CIO_PREFIX}")
    if who.kind == "id" and is_prefixed and terms.settings.v2_id_with_cio_prefix == "cio_id":
        return Identifier("cio_id", who.value.removeprefix(CIO_PREFIX))
    return who


def written_person(who: Identifier, kinds: tuple[IdentifierKind, ...], terms: Terms) -> dict[str, Json] | None:
    """The object that names the person; nothing if none can."""
    is_prefixed = who.kind == "cio_id" and terms.settings.v2_cio_id_prefix == "prefixed"
    written: dict[str, Json] = {who.kind: f"{CIO_PREFIX}{who.value}" if is_prefixed else who.value}
    try:
        understood = person_named(written, kinds, terms, field="")
    except Malformed:
        return None
    return written if understood == who else None


def _is_prefixed(written: Json, kind: IdentifierKind) -> bool:
    """Whether the value under that key is a prefix with something behind it."""
    text = identifier_text(written.get(kind)) if isinstance(written, dict) else ""
    return text.startswith(CIO_PREFIX) and text != CIO_PREFIX
