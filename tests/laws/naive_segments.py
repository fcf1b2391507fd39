"""A deliberately simple evaluator of segments: it looks at everything, in every second, and remembers nothing.

It shares no code with the workspace. A condition is read as it is written in `workspace.yaml`, facts are plain rows,
and whether somebody was inside in a second is found by asking for that second. Slow, and easy to believe.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Condition = Mapping[str, Any]


@dataclass(frozen=True)
class Happened:
    """An event: when it was, when it became known, what it carried."""

    name: str
    at: int
    received: int
    data: Mapping[str, Any]
    kind: str = "event"


@dataclass(frozen=True)
class Wrote:
    """An attribute was written in the second `received`, counting from `at`."""

    name: str
    value: Any
    received: int
    at: int


@dataclass(frozen=True)
class Listed:
    """The person was put into a manual list, or taken out."""

    name: str
    inside: bool
    received: int


@dataclass
class Somebody:
    """All that is ever known of one person."""

    added_at: int
    events: list[Happened] = field(default_factory=list)
    writes: list[Wrote] = field(default_factory=list)
    listings: list[Listed] = field(default_factory=list)


@dataclass(frozen=True)
class Naive:
    """The segments by name, each as it is written; a manual one is the word `manual`."""

    segments: Mapping[str, Condition | str]

    def inside(self, name: str, who: Somebody, second: int, *, known_at: int | None = None) -> bool:
        """Whether the person is in the segment in that second, by what is known then or at `known_at`."""
        known_at = second if known_at is None else known_at
        condition = self.segments[name]
        if isinstance(condition, str):
            acts = [act.inside for act in who.listings if act.name == name and act.received <= known_at]
            return bool(acts) and acts[-1]
        return self._holds(condition, False, who, second, known_at)

    def passages(self, name: str, who: Somebody, last: int) -> list[tuple[int, bool]]:
        """Every second of entering (true) and leaving (false) up to and with `last`."""
        found, before = [], False
        for second in range(who.added_at, last + 1):
            now = self.inside(name, who, second)
            if now is not before:
                found.append((second, now))
            before = now
        return found

    def _holds(self, condition: Condition, negated: bool, who: Somebody, second: int, known_at: int) -> bool:
        kind, subject = next(iter(condition.items()))
        if kind in ("all", "any", "none"):
            flipped = negated is not (kind == "none")
            answers = [self._holds(member, flipped, who, second, known_at) for member in subject]
            return all(answers) if (kind == "all") is not flipped else any(answers)
        if kind in ("in segment", "not in segment"):
            answer = self.inside(subject, who, second, known_at=known_at)
            return answer is not (negated is not kind.startswith("not"))
        if kind == "attribute":
            return _attribute(condition, who, second, known_at) is not negated
        return _performed(condition, negated is not kind.startswith("not"), who, second, known_at)


def _performed(condition: Condition, negated: bool, who: Somebody, second: int, known_at: int) -> bool:
    key = next(iter(condition))
    kind = "page" if "viewed" in key else "event"
    known = [event for event in who.events if event.received <= known_at]
    count = 0
    for event in known:
        if event.kind == kind and event.name == condition[key] and _in_window(condition, event.at, second):
            count += all(_passes(row, event.data.get(row["data"]), second) for row in condition.get("where", ()))
    holds = _enough(count, condition.get("times", {"at least": 1}))
    if not negated:
        return holds
    if "within" in condition:
        age = second - min([who.added_at, *(event.at for event in known)])
        return age >= _seconds(condition["within"]) and not holds
    return not holds


def _in_window(condition: Condition, at: int, second: int) -> bool:
    if at > second:
        return False
    if "within" in condition and second - at > _seconds(condition["within"]):
        return False
    if "after" in condition and at < _instant(condition["after"]):
        return False
    return not ("before" in condition and at >= _instant(condition["before"]))


def _enough(count: int, times: Mapping[str, int]) -> bool:
    ((comparison, wanted),) = times.items()
    return {"at least": count >= wanted, "at most": count <= wanted, "exactly": count == wanted}[comparison]


def _attribute(condition: Condition, who: Somebody, second: int, known_at: int) -> bool:
    stored, stored_at = None, None
    for write in who.writes:
        known = write.received <= known_at and write.name == condition["attribute"]
        if known and (stored_at is None or write.at >= stored_at) and (stored_at is not None or _is_value(write.value)):
            stored, stored_at = write.value, write.at
    return _passes(condition, stored, second)


def _is_value(value: Any) -> bool:
    return value is not None and value != ""


def _passes(test: Condition, value: Any, second: int) -> bool:
    """The one operator beside the name, on a value or on its absence."""
    ((operator, operand),) = ((key, wanted) for key, wanted in test.items() if key not in ("attribute", "data"))
    there = _is_value(value)
    number = there and isinstance(value, int | float) and not isinstance(value, bool)
    match operator:
        case "exists":
            return there is operand
        case "equals" | "not equals":
            same = there and (
                value == operand if number and not isinstance(operand, str) else _text(value) == _text(operand)
            )
            return same is (operator == "equals")
        case "contains" | "not contains":
            return (there and _text(operand) in _text(value)) is (operator == "contains")
        case "starts with":
            return there and _text(value).startswith(_text(operand))
        case "greater than":
            return number and value > operand
        case "at least":
            return number and value >= operand
        case "less than":
            return number and value < operand
        case "at most":
            return number and value <= operand
        case "is a timestamp":
            return number
        case "before":
            return number and value < _moving(operand, second)
        case "after":
            return number and value >= _moving(operand, second)
        case _:
            raise AssertionError(operator)


def _text(value: Any) -> str:
    return str(value).lower()


def _seconds(words: str) -> int:
    number, unit = words.split()
    assert unit == "seconds"
    return int(number)


def _instant(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp())


def _moving(words: str, second: int) -> int:
    number, unit, *direction = words.split()
    assert unit == "seconds"
    return second - int(number) if direction == ["ago"] else second + int(number)


def changes_between(answers: Sequence[bool]) -> bool:
    """Whether the answers are not all the same."""
    return len(set(answers)) > 1
