"""What a condition reads: the facts and segments that its answer can depend on.

Whoever keeps memberships current looks again at a segment only when something it reads has changed; whoever checks a
definition looks up the names.
"""

from dataclasses import dataclass
from typing import assert_never

from simulator.operations import EventKind
from simulator.workspace.segments.conditions import All, Any, Attribute, Condition, InSegment, Not, Performed


@dataclass(frozen=True, slots=True)
class References:
    """What one or several conditions read."""

    segments: frozenset[str] = frozenset()
    """The segments named: they must be defined, must not lead back in a circle, and their changes count."""
    events: frozenset[tuple[EventKind, str]] = frozenset()
    """Kind and name of the events counted: such an event can change the answer."""
    attributes: frozenset[str] = frozenset()
    """Names of the top-level attributes tested: a change of one can change the answer."""
    ages: bool = False
    """Whether a negated window asks for the profile's age, which any event of an earlier date changes."""

    def __or__(self, other: "References") -> "References":
        return References(
            self.segments | other.segments,
            self.events | other.events,
            self.attributes | other.attributes,
            self.ages or other.ages,
        )


def references(condition: Condition, *, negated: bool = False) -> References:
    """What `condition` reads; with `negated` it stands under an odd number of negations."""
    match condition:
        case Performed(name=name, kind=kind, window=window):
            return References(events=frozenset(((kind, name),)), ages=negated and window.within is not None)
        case Attribute(path=path):
            return References(attributes=frozenset((str(path.steps[0]),)))
        case InSegment(segment=segment):
            return References(segments=frozenset((segment,)))
        case Not(condition=inner):
            return references(inner, negated=not negated)
        case All(conditions=members) | Any(conditions=members):
            total = References()
            for member in members:
                total |= references(member, negated=negated)
            return total
        case _:
            assert_never(condition)
