"""Whether a condition can depend on anybody at all: it may hold for everybody at every time, or for nobody ever.

A condition is spelled out into the ways in which it comes to an answer, each a set of facts that must be so together;
ways whose facts clash are struck out. Without a way to "yes" it never holds, without a way to "no" it always does. What
is not shown to clash counts as possible, so the answer "it depends" may be wrong, the other two never are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from simulator.workspace.segments.clashes import Aged, Fact, Way, clashes, fact
from simulator.workspace.segments.conditions import All, Any, Attribute, Condition, InSegment, Not, Performed

WAYS_MAX = 300
"""Up to how many ways are looked at; a condition with more is taken to depend on people."""

Segments = Mapping[str, Condition | None]
"""Conditions by the names of their segments; a manual segment has none."""


class _TooManyWaysError(Exception):
    """The condition has more ways than are looked at."""


def certainty(condition: Condition, segments: Segments) -> bool | None:
    """True if the condition holds for everybody at every time, False if for nobody ever, nothing if it depends.

    Args:
        condition: what is asked about.
        segments: those that it may name; a name that is not here counts as a manual one.
    """
    spelling = _Spelling(segments)
    for holds in (True, False):
        try:
            if not spelling.ways(condition, holds=holds):
                return not holds
        except _TooManyWaysError:
            pass
    return None


@dataclass(frozen=True, slots=True)
class _Spelling:
    """Spells conditions out; `inside` are the segments that are being spelled out, which name no circle again."""

    segments: Segments
    inside: frozenset[str] = frozenset()

    def ways(self, condition: Condition, *, holds: bool, negated: bool = False) -> list[Way]:
        """The ways in which the condition, or with `negated` its negation, comes to the answer `holds`.

        As in the evaluator a negation is carried down to the events: that of a window asks for the age too.
        """
        match condition:
            case Not(inner):
                return self.ways(inner, holds=holds, negated=not negated)
            case All(parts) | Any(parts):
                told = [self.ways(part, holds=holds, negated=negated) for part in parts]
                is_all = isinstance(condition, All) is not negated
                return _together(told) if is_all is holds else _either(told)
            case Performed() if negated and condition.window.within is not None:
                old = fact(Aged(condition.window.within), holds=holds)
                done = fact(condition, holds=not holds)
                return _together([_way(old), _way(done)]) if holds else _either([_way(old), _way(done)])
            case Performed() | Attribute():
                return _way(fact(condition, holds=holds is not negated))
            case InSegment():
                return self._member_ways(condition, holds=holds is not negated)
            case _:
                assert_never(condition)

    def _member_ways(self, condition: InSegment, *, holds: bool) -> list[Way]:
        name = condition.segment
        inner = self.segments.get(name)
        if inner is None or name in self.inside:
            return _way(fact(condition, holds=holds))
        return _Spelling(self.segments, self.inside | {name}).ways(inner, holds=holds)


def _way(single: Fact) -> list[Way]:
    way = frozenset((single,))
    return [] if clashes(way) else [way]


def _either(told: Sequence[list[Way]]) -> list[Way]:
    found = list(dict.fromkeys(way for ways in told for way in ways))
    if len(found) > WAYS_MAX:
        raise _TooManyWaysError
    return found


def _together(told: Sequence[list[Way]]) -> list[Way]:
    found: list[Way] = [frozenset()]
    for ways in told:
        if len(found) * len(ways) > WAYS_MAX:
            raise _TooManyWaysError
        joined = (before | way for before in found for way in ways)
        found = [way for way in dict.fromkeys(joined) if not clashes(way)]
    return found
