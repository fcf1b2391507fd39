"""What is valid in a tracking plan and leaves a question open: remarks at their places, which stop nothing.

A plan that answers them all says who writes what, by which key each source names people, in which currency money is,
and how each event looks. The ids in brackets are those of the checklist that the questions come from.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from simulator.documents import Node, Place, Problem, Problems
from simulator.language.sources import source_named
from simulator.plan import TrackingPlan, read_plan
from simulator.plan.tracking_plan import ANYBODY, PlannedEvent

_STYLES = {
    "Title Case": re.compile(r"[A-Z0-9][^\s_-]*( [A-Za-z0-9][^\s_-]*)*"),
    "snake_case": re.compile(r"[a-z0-9]+(_[a-z0-9]+)*"),
    "kebab-case": re.compile(r"[a-z0-9]+(-[a-z0-9]+)+"),
    "camelCase": re.compile(r"[a-z]+([A-Z][a-z0-9]*)+"),
    "lower case": re.compile(r"[a-z0-9]+( [a-z0-9]+)+"),
}


def plan_remarks(node: Node) -> list[Problem]:
    """The remarks on a plan without problems, in the order of the text."""
    plan = read_plan(node, Problems(), source_named=source_named)
    found = Problems()
    found.extend(_on_identity(node, plan))
    found.extend(_on_attributes(node, plan))
    found.extend(_on_events(node, plan))
    found.extend(_on_casing(_places(node, "events")))
    return found.in_order()


def _places(node: Node, section: str) -> dict[str, Place]:
    """Where each member of a section stands."""
    part = node.value.get(section) if isinstance(node.value, dict) else None
    return {} if part is None else {name: place for name, place, _ in part.entries()}


def _on_identity(node: Node, plan: TrackingPlan) -> Iterator[Problem]:
    """Each source sends the backbone."""
    agreed = plan.identity
    if agreed is None or not isinstance(node.value, dict):
        return
    for written, place in _places(node.value["identity"], "sources").items():
        keys = agreed.sources[source_named(written)]
        if agreed.backbone not in keys:
            yield Problem(
                place,
                f"source '{written}' names people by {' and '.join(keys) or 'nothing'} and never by the backbone, "
                f"{agreed.backbone}: what it tells stays apart until somebody links it (ID-01).",
            )


def _on_attributes(node: Node, plan: TrackingPlan) -> Iterator[Problem]:
    """Each attribute has an owner."""
    for name, place in _places(node, "attributes").items():
        yield from _on_owners(f"attribute '{name}'", plan.attributes[name].owners, plan, place, "SC-01")


def _on_events(node: Node, plan: TrackingPlan) -> Iterator[Problem]:
    """Each event has an owner and an example, and says in which currency its money is."""
    written = node.value.get("events") if isinstance(node.value, dict) else None
    for name, place, member in () if written is None else written.entries():
        event = plan.events[name]
        yield from _on_owners(f"event '{name}'", event.owners, plan, place, "EV-01")
        if not (isinstance(member.value, dict) and "example" in member.value):
            yield Problem(place, f"event '{name}' has no example; one shows what the fields look like (EV-01).")
        for path in _money_without_currency(event):
            yield Problem(place, f"{path} of event '{name}' is money, and no field says in which 'currency' (PU-01).")


def _on_owners(what: str, owners: tuple[str, ...], plan: TrackingPlan, place: Place, check: str) -> Iterator[Problem]:
    if not owners:
        yield Problem(place, f"{what} has no owner; say which source writes it, or '{ANYBODY}' ({check}).")
    known = plan.identity.sources if plan.identity is not None else {}
    for owner in owners:
        if known and owner not in (*known, ANYBODY):
            yield Problem(place, f"{what} belongs to {owner}, whose keys the sources of identity do not tell (ID-01).")


def _money_without_currency(event: PlannedEvent) -> Iterator[str]:
    fields = {**event.required, **event.optional}
    if "currency" not in fields:
        yield from (path for path, field in fields.items() if field.type == "money")


def _on_casing(places: dict[str, Place]) -> Iterator[Problem]:
    """All events are written in one way."""
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
