"""Why a person is in a segment or not: the facts that decided, in words, with the operations that brought them.

Of an `all` that fails only the failing parts decided, of an `any` that holds only the holding ones.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple, assert_never

from simulator.instants import Instant, elapsed_words
from simulator.values import text_of
from simulator.workspace.events import EventRow
from simulator.workspace.profiles import Person
from simulator.workspace.segments.comparisons import values_at
from simulator.workspace.segments.conditions import All, Any, Attribute, Condition, InSegment, Not, Path, Performed
from simulator.workspace.segments.evaluator import Judge, compiled, old_enough_at, passes
from simulator.workspace.segments.sentences import sentence
from simulator.workspace.segments.truth import NEVER
from simulator.workspace.segments.watch import Watch
from simulator.workspace.segments.windows import counted

_SHOWN_MAX = 3


class Reason(NamedTuple):
    """One fact or rule that decided; `rule` where a rule of the real product surprises people."""

    words: str
    operations: tuple[int, ...] = ()
    rule: str | None = None


class Reasons:
    """Asks one question about one person: which facts decided it now."""

    def __init__(self, watch: Watch, person: Person, now: Instant, clock: Callable[[Instant], str]) -> None:
        self._watch = watch
        self._person = person
        self._now = now
        self._clock = clock

    def of_segment(self, name: str) -> list[Reason]:
        """The reasons of a membership, for or against."""
        if name not in self._watch.conditions:
            return [Reason(f'there is no segment "{name}" any more')]
        condition = self._watch.conditions[name]
        if condition is None:
            operation = self._watch.put_in_by(name, self._person)
            listed = "on" if operation is not None else "not on"
            return [Reason(f'{listed} the manual list "{name}"', () if operation is None else (operation,))]
        return list(self.of(condition))

    def of(self, condition: Condition, *, negated: bool = False) -> Iterator[Reason]:
        """The reasons why the condition, or with `negated` its opposite, holds or fails."""
        match condition:
            case Not(inner):
                yield from self.of(inner, negated=not negated)
            case All(parts) | Any(parts):
                needs_all = isinstance(condition, All) is not negated
                answers = [self._holds(part, negated=negated) for part in parts]
                decisive = not needs_all if any(answers) and not all(answers) else answers[0]
                for part, answer in zip(parts, answers, strict=True):
                    if answer is decisive:
                        yield from self.of(part, negated=negated)
            case Performed():
                yield self._performed(condition, negated=negated)
            case Attribute():
                yield self._attribute(condition)
            case InSegment(name):
                inside = self._watch.membership(name, self._person, self._now).holds
                yield Reason(f'{"in" if inside else "not in"} segment "{name}"')
                yield from self.of_segment(name)
            case _:
                assert_never(condition)

    def _holds(self, condition: Condition, *, negated: bool) -> bool:
        return compiled(condition, self._watch.membership, negated=negated)(self._person, self._now).holds

    def _performed(self, condition: Performed, *, negated: bool) -> Reason:
        words = sentence(Not(condition) if negated else condition)
        window = condition.window.within
        if negated and window is not None:
            from_then = old_enough_at(self._person, window)
            if self._now < from_then:
                born = self._clock(self._person.born())
                why = f"cannot hold before {self._clock(from_then)}, for the profile is known only since {born}"
                return Reason(f"{words}: {why}", (), "segments.neg.age")
        series = self._person.history.series(condition.kind, condition.name)
        rows = [row for row in series.rows if passes(row, condition.where, self._now).holds]
        inside = [rows[position] for position in counted([row.at for row in rows], condition.window, self._now)]
        return Reason(f"{words}: {self._counted_words(inside, rows)}", tuple(row.operation for row in inside[-5:]))

    def _counted_words(self, inside: list[EventRow], rows: list[EventRow]) -> str:
        if inside:
            shown = ", ".join(self._clock(row.at) for row in inside[-_SHOWN_MAX:])
            often = "once" if len(inside) == 1 else f"{len(inside)} times"
            return f"{often}, at {shown}" if len(inside) <= _SHOWN_MAX else f"{often}, lately at {shown}"
        if rows:
            ago = self._now - rows[-1].at
            away = f"{elapsed_words(ago)} ago" if ago >= 0 else "still to come"
            return f"not in the window; the last at {self._clock(rows[-1].at)}, {away}"
        return "never"

    def _attribute(self, condition: Attribute) -> Reason:
        name = str(condition.path.steps[0])
        values = values_at(Path(condition.path.steps[1:]), self._person.attribute(name))
        row = self._person.attributes.get(name)
        shown = ", ".join(text_of(value) for value in values) or "missing"
        return Reason(f"{sentence(condition)}: it is {shown}", () if row is None else (row.operation,))


def holding_since(judge: Judge, person: Person, now: Instant) -> Instant:
    """Since when the present answer holds without a break, by the facts known now.

    Walks from one horizon to the next, from the person's adding on; attributes are taken as they are now.
    """
    at = since = min(person.added_at, now)
    holds, until = judge(person, at)
    while until <= now and until < NEVER:
        at = until
        truth = judge(person, at)
        if truth.holds is not holds:
            since = at
        holds, until = truth
    return since
