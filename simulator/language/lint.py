"""What is valid in a definition and yet seldom meant: remarks at their places, which stop nothing.

A negated window on its own holds for nobody known for less than the window (segments.neg.age). In a sentence an `and`
behind a `where` row begins a new condition; a further row follows a comma.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from simulator.documents import Node, Problem, Problems
from simulator.instants import duration_words
from simulator.workspace.segments.conditions import EVER, All, Any, Attribute, Condition, InSegment, Not, Performed
from simulator.workspace.segments.parser import read_condition
from simulator.workspace.segments.sentences import sentence
from simulator.workspace.segments.sentences.tokens import Token, tokens_of
from simulator.workspace.segments.sentences.words import STARTS

_FIRST_WORDS = {phrase.split()[0] for phrase in STARTS} | {"("}
"""What begins a condition that is plainly no row of a `where`."""
_CONDITIONS_OF = {"segments": None, "campaigns": "filter"}
"""Sections of a definition, and under which key of a member its condition stands."""


def remarks(definition: Node) -> list[Problem]:
    """The remarks on the segments and campaigns in `definition`, in the order of the text."""
    found = Problems()
    for section, key in _CONDITIONS_OF.items():
        for name, member in _members(definition, section):
            node = member if key is None else _member(member, key)
            if node is not None:
                found.extend(_remarks_on(f"{section.removesuffix('s')} '{name}'", node))
    return found.in_order()


def _members(node: Node, section: str) -> Iterator[tuple[str, Node]]:
    part = _member(node, section)
    if part is not None:
        yield from ((name, member) for name, _, member in part.entries())


def _member(node: Node, key: str) -> Node | None:
    return node.value.get(key) if isinstance(node.value, dict) else None


def _remarks_on(what: str, node: Node) -> Iterator[Problem]:
    condition = read_condition(node, Problems())
    if condition is None:
        return
    for forgetting in _forgetting(condition, negated=False, beside=()):
        plain = sentence(Not(Performed(forgetting.name, forgetting.kind, forgetting.times, where=forgetting.where)))
        window = duration_words(forgetting.window.within or 0)
        yield Problem(
            node.place,
            f"{what}: '{sentence(Not(forgetting))}' holds for nobody known for less than {window} "
            f"(segments.neg.age). If they are meant too, add 'or {plain}'.",
        )
    for text in _sentences(node):
        for token in _stray_rows(tokens_of(str(text.value))):
            place = text.text_place.inside(str(text.value), token.start)
            yield Problem(
                place,
                f"{what}: this 'and' begins a condition on the person, not another row of 'where'. "
                "For a further row write a comma; if it is meant so, put the event in parentheses.",
            )


def _forgetting(condition: Condition, *, negated: bool, beside: Sequence[Condition]) -> Iterator[Performed]:
    """The events that are negated in a window, where none of the alternatives `beside` lets the young in."""
    match condition:
        case Not(inner):
            yield from _forgetting(inner, negated=not negated, beside=beside)
        case All(parts) | Any(parts):
            is_choice = isinstance(condition, Any) is not negated
            for part in parts:
                others = [Not(other) if negated else other for other in parts] if is_choice else ()
                yield from _forgetting(part, negated=negated, beside=others)
        case Performed() if negated and condition.window.within is not None:
            if Not(Performed(condition.name, condition.kind, condition.times, EVER, condition.where)) not in beside:
                yield condition
        case Performed() | Attribute() | InSegment():
            pass


def _sentences(node: Node) -> Iterator[Node]:
    """The conditions under `node` that are written as sentences."""
    match node.value:
        case str():
            yield node
        case list():
            for member in node.value:
                yield from _sentences(member)
        case dict():
            for key, _, member in node.entries():
                if key in ("all", "any", "none", "not"):
                    yield from _sentences(member)
        case _:
            pass


def _stray_rows(tokens: Sequence[Token]) -> Iterator[Token]:
    """Each `and` between a `where` row and what reads like another one."""
    in_rows = between = False
    for token, following in pairwise(tokens):
        match token.keyword:
            case "where":
                in_rows = True
            case "or" | ")":
                in_rows = False
            case "between":
                between = True
            case "and" if between:
                between = False
            case "and" if in_rows:
                if following.keyword not in _FIRST_WORDS:
                    yield token
                in_rows = False
            case _:
                pass
