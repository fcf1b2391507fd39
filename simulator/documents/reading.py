"""Reading typed values out of nodes: each function gives the value, or notes what was expected and gives nothing."""

from collections.abc import Callable, Iterable, Mapping

from simulator.documents.node import Node, Place
from simulator.documents.problem import Problems, did_you_mean, unknown
from simulator.instants import Instant, duration_from, instant_from

_SHOWN_MAX = 60
"""How much of a wrong text a message shows."""


def expect(node: Node, wanted: str, problems: Problems, *, what: str = "") -> None:
    """Note that `node` is not what was wanted."""
    problems.add(node.place, f"{what + ': ' if what else ''}expected {wanted}, found {_shown(node)}")


def _shown(node: Node) -> str:
    match node.value:
        case bool():
            return "true" if node.value else "false"
        case str() | int() | float():
            written = str(node.value)
            return f"{node.kind()} '{written if len(written) <= _SHOWN_MAX else written[:_SHOWN_MAX] + '...'}'"
        case _:
            return node.kind()


def mapping(node: Node, problems: Problems, *, what: str) -> dict[str, Node]:
    """The members of a mapping; empty after noting that it is none."""
    if isinstance(node.value, dict):
        return node.value
    expect(node, "a mapping", problems, what=what)
    return {}


def fields(
    node: Node, problems: Problems, *, what: str, known: Iterable[str], required: Iterable[str] = ()
) -> dict[str, Node]:
    """The members of a mapping whose keys are all known and that has the required ones; unknown keys are left out."""
    known = tuple(known)
    found: dict[str, Node] = {}
    for key, place, member in mapping_entries(node, problems, what=what):
        if key in known:
            found[key] = member
        else:
            problems.add(place, unknown_key(key, known, what=what))
    for key in required:
        if key not in found and isinstance(node.value, dict):
            problems.add(node.place, f"{what} needs '{key}'")
    return found


def mapping_entries(node: Node, problems: Problems, *, what: str) -> Iterable[tuple[str, Place, Node]]:
    """The entries of a mapping with the places of their keys; none after noting that it is no mapping."""
    mapping(node, problems, what=what)
    return node.entries()


def unknown_key(key: str, known: Iterable[str], *, what: str) -> str:
    """The message for a key that `what` does not have."""
    known = tuple(known)
    return f"unknown key '{key}' in {what}.{did_you_mean(key, known)} Known: {', '.join(known)}."


def items(node: Node, problems: Problems, *, what: str) -> list[Node]:
    """The members of a list; empty after noting that it is none."""
    if isinstance(node.value, list):
        return node.value
    expect(node, "a list", problems, what=what)
    return []


def pair(node: Node, problems: Problems, *, what: str) -> tuple[Node, Node] | None:
    """The members of a list of two."""
    match node.value:
        case [first, second]:
            return first, second
    expect(node, "a list of two", problems, what=what)
    return None


def text(node: Node, problems: Problems, *, what: str) -> str | None:
    """A text; a number is read as its digits, for names and ids are often written bare."""
    if isinstance(node.value, str) and node.value.strip():
        return node.value
    if isinstance(node.value, int | float) and not isinstance(node.value, bool):
        return str(node.value)
    expect(node, "a text", problems, what=what)
    return None


def integer(node: Node, problems: Problems, *, what: str, least: int | None = None) -> int | None:
    """A whole number, at least `least`."""
    if isinstance(node.value, int) and not isinstance(node.value, bool) and (least is None or node.value >= least):
        return node.value
    expect(node, "a whole number" + ("" if least is None else f" of at least {least}"), problems, what=what)
    return None


def boolean(node: Node, problems: Problems, *, what: str) -> bool | None:
    """True or false."""
    if isinstance(node.value, bool):
        return node.value
    expect(node, "true or false", problems, what=what)
    return None


def duration(node: Node, problems: Problems, *, what: str) -> int | None:
    """Seconds of a duration in words."""
    return _parsed(node, duration_from, "a duration such as '30 minutes' or '4 hours'", problems, what=what)


def instant(node: Node, problems: Problems, *, what: str, zone: str = "UTC") -> Instant | None:
    """An instant in ISO 8601; without an offset in `zone`."""
    return _parsed(
        node, lambda written: instant_from(written, zone=zone), "an instant in ISO 8601", problems, what=what
    )


def _parsed(node: Node, parse: Callable[[str], int], wanted: str, problems: Problems, *, what: str) -> int | None:
    if not isinstance(node.value, str):
        expect(node, wanted, problems, what=what)
        return None
    try:
        return parse(node.value)
    except ValueError as error:
        problems.add(node.place, f"{what}: {error}")
        return None


def one_of(node: Node, choices: Iterable[str], problems: Problems, *, what: str) -> str | None:
    """One of the words in `choices`."""
    choices = tuple(choices)
    written = str(node.value)
    if written in choices:
        return written
    if isinstance(node.value, str):
        problems.add(node.place, unknown(what, node.value, choices))
    else:
        expect(node, f"one of {', '.join(choices)}", problems, what=what)
    return None


def named(
    node: Node, defined: Mapping[str, object] | Iterable[str], problems: Problems, *, what: str, where: str = ""
) -> str | None:
    """The name of something that is defined."""
    name = text(node, problems, what=what)
    if name is None or name in defined:
        return name
    problems.add(node.place, unknown(what, name, defined, where=where))
    return None
