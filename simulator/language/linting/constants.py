"""Conditions that ask nothing: they hold for nobody ever, or for everybody always.

What is said is certain (`certainty`): where that can't be found out, nothing is said.
"""

from collections.abc import Iterator, Sequence

from simulator.documents import Place, Problem
from simulator.language.linting.reading import Reading, Segments
from simulator.language.linting.rule import LintRule, workspace
from simulator.workspace.segments.certainty import certainty
from simulator.workspace.segments.conditions import All, Any, Condition, all_of, any_of
from simulator.workspace.segments.sentences import sentence


def _never(reading: Reading) -> Iterator[Problem]:
    for what, why, place in _certain(reading, holds=False):
        yield Problem(place, f"{what} holds for nobody, whatever they do: {why} can never be so")


def _always(reading: Reading) -> Iterator[Problem]:
    for what, why, place in _certain(reading, holds=True):
        yield Problem(place, f"{what} holds for everybody, whatever they do: {why} is always so")


def _certain(reading: Reading, *, holds: bool) -> Iterator[tuple[str, str, Place]]:
    for written in reading.conditions():
        if certainty(written.condition, written.segments) is holds:
            deciding = _deciding(written.condition, written.segments, holds=holds)
            yield written.what, f"'{sentence(deciding)}'", written.node.place


def _deciding(condition: Condition, segments: Segments, *, holds: bool) -> Condition:
    """The smallest part that decides alone: of an `and` that never holds, or of an `or` that always does."""
    group = Any if holds else All
    if not isinstance(condition, group):
        return condition
    needed = list(condition.conditions)
    for part in condition.conditions:
        others = [other for other in needed if other is not part]
        if others and certainty(_joined(others, group), segments) is holds:
            needed = others
    return _joined(needed, group) if len(needed) > 1 else _deciding(needed[0], segments, holds=holds)


def _joined(parts: Sequence[Condition], group: type[All] | type[Any]) -> Condition:
    return all_of(parts) if group is All else any_of(parts)


RULES = (
    LintRule(
        "never-holds",
        "a segment or a filter that nobody can meet",
        "Two of its parts exclude each other for every person at every time, so it stays empty for ever, and "
        "whatever waits for it never happens.",
        workspace("segments:", "  Middle: lifetime_value at least 500 and lifetime_value less than 100"),
        workspace("segments:", "  Middle: lifetime_value at least 100 and lifetime_value less than 500"),
        _never,
    ),
    LintRule(
        "always-holds",
        "a segment or a filter that everybody meets",
        "It leaves nobody out at any time, so it asks nothing. Often an 'or' should be an 'and'.",
        workspace("segments:", '  Ours: performed "Order Placed" or not performed "Order Placed"'),
        workspace("segments:", '  Ours: performed "Order Placed" or performed "Added to Cart"'),
        _always,
    ),
)
