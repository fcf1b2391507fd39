"""Negated windows that forget everybody who has not been known for as long as the window (segments.neg.age)."""

from collections.abc import Iterator, Sequence

from simulator.documents import Problem
from simulator.instants import duration_words
from simulator.language.linting.reading import Reading
from simulator.language.linting.rule import LintRule, workspace
from simulator.workspace.segments.conditions import EVER, All, Any, Attribute, Condition, InSegment, Not, Performed
from simulator.workspace.segments.sentences import sentence


def _forgetful(reading: Reading) -> Iterator[Problem]:
    for written in reading.conditions():
        for forgetting in _forgetting(written.condition, negated=False, beside=()):
            plain = sentence(Not(Performed(forgetting.name, forgetting.kind, forgetting.times, where=forgetting.where)))
            window = duration_words(forgetting.window.within or 0)
            yield Problem(
                written.node.place,
                f"{written.what}: '{sentence(Not(forgetting))}' holds for nobody known for less than {window} "
                f"(segments.neg.age). If they are meant too, add 'or {plain}'.",
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


RULES = (
    LintRule(
        "forgets-newcomers",
        "a negated window that new people never meet",
        "'Not performed within 4 hours' is false until a profile is 4 hours old. A recovery flow with such a filter "
        "never admits a new visitor, who is just whom it is for.",
        workspace("segments:", '  Quiet: not performed "Order Placed" within 4 hours'),
        workspace("segments:", '  Quiet: not performed "Order Placed" within 4 hours or not performed "Order Placed"'),
        _forgetful,
    ),
)
