"""An `and` behind a `where` row, which begins a new condition although it reads like one more row."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from simulator.documents import Node, Problem
from simulator.language.linting.reading import Reading
from simulator.language.linting.rule import LintRule, workspace
from simulator.workspace.segments.sentences.tokens import Token, tokens_of
from simulator.workspace.segments.sentences.words import STARTS

_FIRST_WORDS = {phrase.split()[0] for phrase in STARTS} | {"("}
"""What begins a condition that is plainly no row of a `where`."""


def _strays(reading: Reading) -> Iterator[Problem]:
    for written in reading.conditions():
        for text in _sentences(written.node):
            for token in _stray_rows(tokens_of(str(text.value))):
                yield Problem(
                    text.text_place.inside(str(text.value), token.start),
                    f"{written.what}: this 'and' begins a condition on the person, not another row of 'where'. "
                    "For a further row write a comma; if it is meant so, put the event in parentheses.",
                )


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


RULES = (
    LintRule(
        "and-after-where",
        "an 'and' behind a row of 'where' that begins a new condition",
        "Rows of one event are divided by commas. An 'and' ends them: what follows is asked of the person, who may "
        "well have no such attribute.",
        workspace("segments:", '  Big: performed "Order Placed" where total at least 50 and currency equals "EUR"'),
        workspace("segments:", '  Big: performed "Order Placed" where total at least 50, currency equals "EUR"'),
        _strays,
    ),
)
