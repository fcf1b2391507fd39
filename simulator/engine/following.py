"""Whether what was sent follows the tracking plan, by the plan's own rules and by what is true of the run.

Looked at is what has arrived, taken or refused: the calls of the run's deliveries, and those of other programs.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from simulator.deliveries import Delivery
from simulator.engine.finding import Finding, counted
from simulator.engine.sight import Sight
from simulator.engine.true_amounts import known_of
from simulator.plan import RULES, Told, TrackingPlan, Violation, is_planned_for, violations
from simulator.scenario import PlanReports
from simulator.targets import foreign_calls

_NAMED_MAX = 8
"""How many violations the answer names; the reasons have all of them."""


@dataclass(frozen=True, slots=True)
class _Sender:
    """Whose a call is: a delivery of the run, or a request of another program, in words."""

    delivery: Delivery | None
    words: str


@dataclass(frozen=True, slots=True)
class _Reported:
    """A violation, the first call that has it, and how many more do."""

    violation: Violation
    sender: _Sender
    more: int

    def __str__(self) -> str:
        again = f", and {counted(self.more, 'more time')}" if self.more else ""
        return f"{self.violation.rule}: {self.violation.words} ({self.sender.words}{again})"


def plan_satisfied(sight: Sight) -> Finding:
    """Nothing differs from the plan; where nothing has arrived that it speaks of, nothing was shown."""
    calls = _calls(sight)
    found = _reported(calls, sight)
    rules = ", ".join(_named(found)) if found else f"{counted(len(calls), 'call')}, each as planned"
    return Finding(
        holds=bool(calls) and not found,
        expected=f"every delivery satisfies the tracking plan '{_plan(sight).name}'",
        found=rules if calls else "nothing has arrived that a tracking plan speaks of",
        shoppers=_shoppers(found),
        causes=tuple(map(str, found)),
    )


def plan_reports(check: PlanReports, sight: Sight) -> Finding:
    """Something differs from the plan by that rule, there."""
    found = _reported(_calls(sight), sight)
    holds = any(one.violation.rule == check.rule and one.violation.field == check.field for one in found)
    return Finding(
        holds=holds,
        expected=f"the tracking plan '{_plan(sight).name}' reports {check.rule} on {check.field}",
        found=f"it reports {', '.join(_named(found)) or 'nothing'}",
        shoppers=_shoppers(found),
        causes=tuple(map(str, found)),
    )


def _plan(sight: Sight) -> TrackingPlan:
    assert sight.plan is not None, "compiling notes an expectation about a plan where none applies"
    return sight.plan


def _calls(sight: Sight) -> list[tuple[Told, _Sender]]:
    return [(told, sender) for told, sender in (*_of_deliveries(sight), *_of_others(sight)) if is_planned_for(told)]


def _of_deliveries(sight: Sight) -> Iterator[tuple[Told, _Sender]]:
    for delivery, operation in sight.record.calls:
        told = Told(operation, delivery.source, known=known_of(delivery, operation, sight))
        yield told, _Sender(delivery, f"{delivery.id} from {delivery.source}")


def _of_others(sight: Sight) -> Iterator[tuple[Told, _Sender]]:
    for call in foreign_calls(sight.requests):
        entry = call.entry
        words = f"{entry.method} {entry.path} from {call.source}"
        yield Told(call.operation, call.source, call.names_source), _Sender(None, words)


def _reported(calls: list[tuple[Told, _Sender]], sight: Sight) -> list[_Reported]:
    """Each violation once, rule by rule; of the same one the first call stands for all."""
    senders = {id(told): sender for told, sender in calls}
    found = violations(_plan(sight), [told for told, _ in calls])
    first: dict[tuple[str, str, str], tuple[Violation, _Sender]] = {}
    times: Counter[tuple[str, str, str]] = Counter()
    for violation, told in found:
        key = (violation.rule, violation.field, told.source)
        first.setdefault(key, (violation, senders[id(told)]))
        times[key] += 1
    reported = [_Reported(*one, times[key] - 1) for key, one in first.items()]
    return sorted(reported, key=lambda one: RULES.index(one.violation.rule))


def _named(found: list[_Reported]) -> list[str]:
    names = list(dict.fromkeys(f"{one.violation.rule} on {one.violation.field}" for one in found))
    more = len(names) - _NAMED_MAX
    return names if more <= 0 else [*names[:_NAMED_MAX], f"and {more} more"]


def _shoppers(found: list[_Reported]) -> tuple[str, ...]:
    deliveries = (one.sender.delivery for one in found)
    return tuple(dict.fromkeys(delivery.shopper for delivery in deliveries if delivery is not None))
