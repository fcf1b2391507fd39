"""Questions that a valid tracking plan leaves open.

A plan that answers them all says who writes what, by which key each source names people, in which currency money is,
and how each event looks. The ids in brackets are those of the checklist that the questions come from.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from simulator.documents import Node, Place, Problem
from simulator.language.linting.reading import PlanText, Reading, member_of
from simulator.language.linting.rule import LintRule, plan
from simulator.language.sources import source_named
from simulator.plan.tracking_plan import ANYBODY, PlannedEvent

_STYLES = {
    "Title Case": re.compile(r"[A-Z0-9][^\s_-]*( [A-Za-z0-9][^\s_-]*)*"),
    "snake_case": re.compile(r"[a-z0-9]+(_[a-z0-9]+)*"),
    "kebab-case": re.compile(r"[a-z0-9]+(-[a-z0-9]+)+"),
    "camelCase": re.compile(r"[a-z]+([A-Z][a-z0-9]*)+"),
    "lower case": re.compile(r"[a-z0-9]+( [a-z0-9]+)+"),
}


Finding = Callable[[PlanText], Iterable[Problem]]
"""What a rule has against a plan."""


def _places(node: Node, section: str) -> dict[str, Place]:
    """Where each member of a section stands."""
    part = member_of(node, section)
    return {} if part is None else {name: place for name, place, _ in part.entries()}


def _in_plans(finding: Finding) -> Callable[[Reading], Iterable[Problem]]:
    return lambda reading: (problem for text in reading.plans for problem in finding(text))


def _strangers(text: PlanText) -> Iterator[Problem]:
    """Each source sends the backbone."""
    agreed = text.plan.identity
    if agreed is None or not isinstance(text.node.value, dict):
        return
    for written, place in _places(text.node.value["identity"], "sources").items():
        keys = agreed.sources[source_named(written)]
        if agreed.backbone not in keys:
            yield Problem(
                place,
                f"source '{written}' names people by {' and '.join(keys) or 'nothing'} and never by the backbone, "
                f"{agreed.backbone}: what it tells stays apart until somebody links it (ID-01).",
            )


def _owned(text: PlanText) -> Iterator[tuple[str, tuple[str, ...], Place, str]]:
    """What has owners: its name, those, its place, and the check that asks for them."""
    for name, place in _places(text.node, "attributes").items():
        yield f"attribute '{name}'", text.plan.attributes[name].owners, place, "SC-01"
    for name, place in _places(text.node, "events").items():
        yield f"event '{name}'", text.plan.events[name].owners, place, "EV-01"


def _ownerless(text: PlanText) -> Iterator[Problem]:
    for what, owners, place, check in _owned(text):
        if not owners:
            yield Problem(place, f"{what} has no owner; say which source writes it, or '{ANYBODY}' ({check}).")


def _unknown_owners(text: PlanText) -> Iterator[Problem]:
    known = text.plan.identity.sources if text.plan.identity is not None else {}
    for what, owners, place, _ in _owned(text):
        for owner in owners:
            if known and owner not in (*known, ANYBODY):
                told = f"{what} belongs to {owner}, whose keys the sources of identity do not tell (ID-01)."
                yield Problem(place, told)


def _unshown(text: PlanText) -> Iterator[Problem]:
    written = member_of(text.node, "events")
    for name, place, event in () if written is None else written.entries():
        if member_of(event, "example") is None:
            yield Problem(place, f"event '{name}' has no example; one shows what the fields look like (EV-01).")


def _bare_money(text: PlanText) -> Iterator[Problem]:
    for name, place in _places(text.node, "events").items():
        for path in _money_without_currency(text.plan.events[name]):
            yield Problem(place, f"{path} of event '{name}' is money, and no field says in which 'currency' (PU-01).")


def _money_without_currency(event: PlannedEvent) -> Iterator[str]:
    fields = {**event.required, **event.optional}
    if "currency" not in fields:
        yield from (path for path, field in fields.items() if field.type == "money")


def _odd_ones(text: PlanText) -> Iterator[Problem]:
    """All events are written in one way."""
    places = _places(text.node, "events")
    styles = {name: style for name in places if (style := _style(name)) is not None}
    usual = _commonest(styles.values())
    for name, style in styles.items():
        if style != usual:
            yield Problem(places[name], f"event '{name}' is written in {style}, most are in {usual} (EV-01).")


def _style(name: str) -> str | None:
    return next((style for style, looks in _STYLES.items() if looks.fullmatch(name)), None)


def _commonest(styles: Iterable[str]) -> str | None:
    counted = Counter(styles).most_common(1)
    return counted[0][0] if counted else None


_QUIZ = "Quiz Finished: {owner: web, example: {}}"
_TIP = "required: {tip: money}, example: {tip: 5}}"

RULES = (
    LintRule(
        "source-without-backbone",
        "a source that never sends the key by which all others know people",
        "What it tells lands on profiles of its own, until a declared step links them. (ID-01)",
        plan(
            "identity:", "  backbone: customer id", "  sources: {web: [email], storefront: [customer id]}", "events: {}"
        ),
        plan(
            "identity:",
            "  backbone: customer id",
            "  sources: {web: [email, customer id], storefront: [customer id]}",
            "events: {}",
        ),
        _in_plans(_strangers),
    ),
    LintRule(
        "no-owner",
        "an event or an attribute that nobody owns",
        "Where two sources write one name the last one wins, and nobody is asked. An owner says who is right. (SC-01)",
        plan("events:", "  Quiz Finished: {example: {}}"),
        plan("events:", f"  {_QUIZ}"),
        _in_plans(_ownerless),
    ),
    LintRule(
        "unknown-owner",
        "an owner by whose keys nobody can tell people",
        "A source that writes has to name people by something; the plan says by what for each source. (ID-01)",
        plan("identity: {backbone: email, sources: {web: email}}", "events:", "  Quiz Sold: {owner: crm, example: {}}"),
        plan("identity: {backbone: email, sources: {web: email}}", "events:", f"  {_QUIZ}"),
        _in_plans(_unknown_owners),
    ),
    LintRule(
        "no-example",
        "an event without an example",
        "An example shows what the fields look like, and is checked against the plan itself. (EV-01)",
        plan("events:", "  Quiz Finished: {owner: web}"),
        plan("events:", f"  {_QUIZ}"),
        _in_plans(_unshown),
    ),
    LintRule(
        "money-without-currency",
        "an amount of money in an event that does not say in which currency",
        "Sums of amounts in several currencies are wrong, and nothing in them tells. (PU-01)",
        plan("events:", f"  Tipped: {{owner: web, {_TIP}"),
        plan("events:", f"  Tipped: {{owner: web, optional: {{currency: string}}, {_TIP}"),
        _in_plans(_bare_money),
    ),
    LintRule(
        "odd-casing",
        "an event that is written in another way than most",
        "Names match to the letter. Who remembers 'Order Placed' writes 'Quiz Finished', and never 'quiz_finished'. "
        "(EV-01)",
        plan(
            "events:", f"  {_QUIZ}", f"  {_QUIZ.replace('Finished', 'Begun')}", "  quiz_sent: {owner: web, example: {}}"
        ),
        plan(
            "events:", f"  {_QUIZ}", f"  {_QUIZ.replace('Finished', 'Begun')}", "  Quiz Sent: {owner: web, example: {}}"
        ),
        _in_plans(_odd_ones),
    ),
)
