"""Events, data and attributes that a definition asks for and nothing sends.

Nothing is said where that can't be known: without a story and a tracking plan, or where a step of the project's own may
send anything.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import assert_never

from simulator.documents import Node, Place, Problem
from simulator.documents.problem import did_you_mean
from simulator.language.linting.reading import Reading, WrittenCondition, member_of
from simulator.language.linting.rule import LintRule, story
from simulator.language.linting.senders import Sent, sent_in
from simulator.plan import TrackingPlan
from simulator.scenario import Opaque
from simulator.workspace.definition import place_naming
from simulator.workspace.segments.conditions import All, Any, Attribute, Condition, InSegment, Not, Performed
from simulator.workspace.segments.references import references

Finding = Callable[[Reading, Sent], Iterable[Problem]]


def _where_known(finding: Finding) -> Callable[[Reading], Iterable[Problem]]:
    def look(reading: Reading) -> Iterable[Problem]:
        has_own_steps = any(isinstance(item, Opaque) for scenario in reading.scenarios for item in scenario.items)
        is_told = reading.scenarios or reading.plans
        if not is_told or not reading.is_whole or has_own_steps:
            return ()
        return finding(reading, sent_in(reading.scenarios, _plans(reading)))

    return look


def _plans(reading: Reading) -> list[TrackingPlan]:
    applying = [scenario.plan for scenario in reading.scenarios if scenario.plan is not None]
    return [*(text.plan for text in reading.plans), *applying]


def _events(reading: Reading, sent: Sent) -> Iterator[Problem]:
    named = [
        *((written.what, name, written.node) for written in reading.conditions() for name in _counted_by(written)),
        *_of_campaigns(reading),
    ]
    for what, name, node in named:
        if name not in sent.events:
            near = did_you_mean(name, sent.events)
            told = f"{what} asks for '{name}', which no source sends, no doing here, and no plan has.{near}"
            yield Problem(place_naming(node, name), told)


def _counted_by(written: WrittenCondition) -> list[str]:
    return sorted(name for kind, name in references(written.condition).events if kind == "event")


def _of_campaigns(reading: Reading) -> Iterator[tuple[str, str, Node]]:
    """The events that start campaigns or end them."""
    for definition in reading.definitions:
        for campaign, node in definition.members("campaigns"):
            for key, inner in (("trigger", "event"), ("exit", "performed")):
                part = member_of(node, key)
                event = None if part is None else member_of(part, inner)
                if event is not None:
                    yield f"campaign '{campaign}'", str(event.value), event


def _data(reading: Reading, sent: Sent) -> Iterator[Problem]:
    for written in reading.conditions():
        for event, name in sorted(set(_rows_of(written.condition))):
            known = sent.events.get(event)
            if known is not None and name not in known:
                yield Problem(
                    _place(written.node, name),
                    f"{written.what} asks for '{name}' of '{event}', which is never sent with it."
                    f"{did_you_mean(name, known)}",
                )


def _rows_of(condition: Condition) -> Iterator[tuple[str, str]]:
    """Each event whose data is tested, with the name of the datum."""
    match condition:
        case Not(inner):
            yield from _rows_of(inner)
        case All(parts) | Any(parts):
            for part in parts:
                yield from _rows_of(part)
        case Performed():
            yield from ((condition.name, str(row.path.steps[0])) for row in condition.where)
        case Attribute() | InSegment():
            pass
        case _:
            assert_never(condition)


def _attributes(reading: Reading, sent: Sent) -> Iterator[Problem]:
    for written in reading.conditions():
        for name in sorted(references(written.condition).attributes - sent.attributes):
            yield Problem(
                _place(written.node, name),
                f"{written.what} asks for the attribute '{name}', which nothing writes."
                f"{did_you_mean(name, sent.attributes)}",
            )


def _place(node: Node, name: str) -> Place:
    """Where the name stands: on its own, or in a sentence."""
    if isinstance(node.value, str) and name in node.value:
        return node.text_place.inside(node.value, node.value.index(name))
    return place_naming(node, name)


def _story(*definition: str) -> tuple[str, ...]:
    return (
        "scenario: A cart",
        "journey: [{at: 0m, does: add to cart, sku: SERUM-30, shopper: Mia, on: laptop}]",
        "shoppers: {Mia: {}}",
        *definition,
        "expect: [{at: 1h, profiles: 0}]",
    )


RULES = (
    LintRule(
        "event-nobody-sends",
        "an event that no source sends",
        "Names match to the letter. A segment or a campaign on an event that was renamed, or never sent, stays empty "
        "without a word.",
        story(*_story("segments: {Buyers: {performed: Order Completed}}")),
        story(*_story("segments: {Buyers: {performed: Order Placed}}")),
        _where_known(_events),
    ),
    LintRule(
        "data-nobody-sends",
        "data that an event never carries",
        "A row of 'where' on a name that the event does not have is never met, so the segment stays empty.",
        story(*_story('segments: {Big: performed "Order Placed" where amount at least 50}')),
        story(*_story('segments: {Big: performed "Order Placed" where total at least 50}')),
        _where_known(_data),
    ),
    LintRule(
        "attribute-nobody-writes",
        "an attribute that no source writes",
        "An attribute that nobody has meets no positive test and every negative one: the segment holds nobody, or "
        "everybody.",
        story(*_story("segments: {VIPs: life_time_value at least 500}")),
        story(*_story("segments: {VIPs: lifetime_value at least 500}")),
        _where_known(_attributes),
    ),
)
