"""Merging: one person stays, inherits what it lacks, and the other is gone for ever.

The primary's values win; what is unset there is filled from the secondary. Events of the last 29 days move at once, the
older ones within the hour. What the secondary had and the primary did not get is lost, and told by name.
"""

from collections.abc import Iterator

from simulator.instants import DAY, Instant
from simulator.operations import Identifier, Merge
from simulator.values import Json
from simulator.workspace import effects
from simulator.workspace.agenda import Phase
from simulator.workspace.attributes import PREFERENCES
from simulator.workspace.changes import AttributeTouched, EventsInherited, PersonMerged
from simulator.workspace.effects import (
    AttributeChanged,
    DeviceChanged,
    EventsPostponed,
    IdentifiersBlocked,
    Ignored,
    LossKind,
    MergeLost,
    PeopleMerged,
    Rejected,
    RelationChanged,
)
from simulator.workspace.events import EventRow
from simulator.workspace.facts import Facts, Inheritance
from simulator.workspace.profiles import GIVEN_KINDS, AttributeRow, MergeRow, Person
from simulator.workspace.settings import Settings
from simulator.workspace.subscription import UNSUBSCRIBED, means_unsubscribed

INHERIT = "inherit older events"
"""The agenda's word for the late part of a merge."""


def merge(facts: Facts, operation: Merge) -> None:
    """Merge two people that a call names, if both are there; the answer is the same if not."""
    primary, secondary = facts.directory.find(operation.primary), facts.directory.find(operation.secondary)
    reason = _why_impossible(facts, operation, primary, secondary)
    if reason is not None or primary is None or secondary is None:
        assert reason is not None, "a merge needs both sides"
        facts.tell(reason)
        return
    unite(facts, primary, secondary, automatic=False)


def join(facts: Facts, one: Person, other: Person) -> Person:
    """Merge two people that an identify names; the older survives (identity.automerge.older-primary)."""
    primary, secondary = sorted((one, other), key=lambda person: person.key)
    unite(facts, primary, secondary, automatic=True)
    return primary


def unite(facts: Facts, primary: Person, secondary: Person, *, automatic: bool) -> None:
    """Let `primary` inherit from `secondary`, who is gone."""
    _lists(facts, primary, secondary)
    facts.remove(secondary, "merged", into=primary.cio_id)
    rule = "identity.automerge.conditions" if automatic else "merge.attributes"
    facts.tell(PeopleMerged(primary.cio_id, secondary.cio_id, automatic, rule))
    losses = _identifiers(facts, primary, secondary)
    if secondary.attributes:
        losses += _attributes(facts, primary, secondary)
    if secondary.devices:
        losses += _devices(facts, primary, secondary)
    if secondary.relations:
        losses += _relations(facts, primary, secondary)
    if secondary.anonymous_ids:
        _anonymous_ids(facts, primary, secondary)
    now, later = _events(facts, primary, secondary)
    if not facts.settings.merge_old_events:
        losses += _lost_events(later, primary, secondary)
        later = []
    _follow_later(facts, primary, secondary, later)
    for loss in losses:
        facts.tell(loss)
    _note(facts, primary, secondary, automatic=automatic, events=len(now), later=len(later), losses=losses)
    facts.changes.append(PersonMerged(primary, secondary))


def inherit(facts: Facts, number: int) -> None:
    """Let the older events of a merge come to whoever survives (merge.events-old)."""
    inheritance = facts.inheritances.pop(number, None)
    heir = None if inheritance is None else facts.directory.person(inheritance.heir)
    if inheritance is None or heir is None:
        return
    heir.inheriting = tuple(merge for merge in heir.inheriting if merge != number)
    heir.history.extend(inheritance.rows)
    facts.tell(effects.EventsInherited(heir.cio_id, inheritance.secondary, len(inheritance.rows)))
    facts.changes.append(EventsInherited(heir, inheritance.rows))


def _why_impossible(
    facts: Facts, operation: Merge, primary: Person | None, secondary: Person | None
) -> Ignored | Rejected | None:
    """Why nothing is merged; nothing if it is.

    Rules: merge.id-modify, merge.primary-required, merge.secondary-missing, identity.phone.not-merge,
    anonymous.alias-no-merge.
    """
    if operation.primary.kind == "phone" or operation.secondary.kind == "phone":
        return Rejected("a side of a merge is named by id, email or cio_id", "identity.phone.not-merge")
    if facts.settings.id_modify != "cio_id":
        return Ignored("the workspace does not reference people by cio_id", "merge.id-modify")
    if primary is None:
        return Ignored(f"nobody is known as {operation.primary}, the primary", "merge.primary-required")
    if secondary is not None and secondary is not primary:
        return None
    reason = (
        f"nobody is known as {operation.secondary}, the secondary"
        if secondary is None
        else "both sides are the same person"
    )
    refuses = facts.settings.merge_impossible == "error_400"
    return Rejected(reason, "merge.secondary-missing") if refuses else Ignored(reason, "merge.secondary-missing")


def _lost(
    primary: Person, secondary: Person, kind: LossKind, name: str, value: Json, kept: Json, rule: str
) -> MergeLost:
    return MergeLost(primary.cio_id, secondary.cio_id, kind, name, value, kept, rule)


def _identifiers(facts: Facts, primary: Person, secondary: Person) -> list[MergeLost]:
    """Those that the primary lacks are filled, the others are free (merge.identifiers, merge.no-redirect)."""
    fills = facts.settings.merge_secondary_identifiers == "fill_missing"
    losses = []
    for kind in GIVEN_KINDS:
        value, kept = secondary.identifier(kind), primary.identifier(kind)
        if value is None:
            continue
        if kept is None and fills:
            facts.give(primary, Identifier(kind, value))
        else:
            losses.append(_lost(primary, secondary, "identifier", kind, value, kept, "merge.identifiers"))
    if losses and facts.settings.merge_secondary_identifiers == "blocked":
        blocked = facts.blocklist.block(secondary.identifiers(), facts.operation, facts.directory.trims)
        facts.tell(IdentifiersBlocked(tuple(map(str, blocked)), "merge.no-redirect"))
    return losses


def _attributes(facts: Facts, primary: Person, secondary: Person) -> Iterator[MergeLost]:
    """What is set on the primary stays; what is unset or empty is filled, with the time and source that it had."""
    for name, row in secondary.attributes.items():
        mine = primary.attributes.get(name)
        if row.value is None or (mine is not None and mine.value == row.value):
            continue
        if mine is None or _yields(name, mine, row, facts.settings):
            primary.attributes[name] = row
            old = None if mine is None else mine.value
            facts.tell(AttributeChanged(primary.cio_id, name, old, row.value))
            facts.changes.append(AttributeTouched(primary, name))
        elif name == PREFERENCES:
            yield from _lost_preferences(primary, secondary, mine.value, row.value)
        elif name != "anonymous_id":
            rule = "merge.unsubscribed" if name == UNSUBSCRIBED else "merge.attributes"
            yield _lost(primary, secondary, "attribute", name, row.value, mine.value, rule)


def _yields(name: str, mine: AttributeRow, other: AttributeRow, settings: Settings) -> bool:
    """Whether the primary's value makes room for the secondary's.

    Rules: merge.attributes, merge.unsubscribed, merge.prefs-inherit.
    """
    if name == UNSUBSCRIBED and settings.merge_unsubscribed == "either_true":
        return means_unsubscribed(other.value) and not means_unsubscribed(mine.value)
    if name == PREFERENCES and mine.value == {}:
        return not settings.merge_empty_map_counts_as_set
    return mine.value is None or mine.value == ""


def _lost_preferences(primary: Person, secondary: Person, mine: Json, other: Json) -> Iterator[MergeLost]:
    """Each choice of the secondary that the primary does not have (merge.prefs-inherit)."""
    kept = dict(_leaves("", mine))
    for path, value in _leaves("", other):
        if kept.get(path) != value:
            yield _lost(primary, secondary, "preference", path, value, kept.get(path), "merge.prefs-inherit")


def _leaves(path: str, value: Json) -> Iterator[tuple[str, Json]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _leaves(f"{path}.{name}" if path else name, inner)
    else:
        yield path, value


def _devices(facts: Facts, primary: Person, secondary: Person) -> Iterator[MergeLost]:
    """The primary has the devices of both, by token (merge.devices)."""
    for token, device in secondary.devices.items():
        if facts.settings.merge_devices == "drop":
            yield _lost(primary, secondary, "device", token, device.platform, None, "merge.devices")
        elif token not in primary.devices:
            facts.hold_token(primary, device)
            facts.tell(DeviceChanged(primary.cio_id, token, "added", "the person who had it was merged"))


def _relations(facts: Facts, primary: Person, secondary: Person) -> Iterator[MergeLost]:
    """Relations that the primary lacks are added; of two to one object the primary's stays (merge.relationships)."""
    for name, relation in secondary.relations.items():
        mine = primary.relations.setdefault(name, relation)
        if mine is relation:
            facts.tell(RelationChanged(primary.cio_id, *name, "added"))
        elif mine.attributes != relation.attributes:
            kept = mine.attributes
            yield _lost(primary, secondary, "relation", name[1], relation.attributes, kept, "merge.relationships")


def _lists(facts: Facts, primary: Person, secondary: Person) -> None:
    """The primary is in the manual segments of both (merge.manual-segments)."""
    for members in facts.lists.values():
        put_in_by = members.pop(secondary.key, None)
        if put_in_by is not None:
            members.setdefault(primary.key, put_in_by)


def _anonymous_ids(facts: Facts, primary: Person, secondary: Person) -> None:
    """Events that still come with the secondary's anonymous ids are the primary's (merge.anonymous)."""
    for anonymous_id in secondary.anonymous_ids:
        owner = facts.anonymous.owners.get(anonymous_id)
        if owner is not None and owner.person == secondary.key:
            facts.anonymous.hand_over(anonymous_id, primary.key)
        if anonymous_id not in primary.anonymous_ids:
            primary.anonymous_ids.append(anonymous_id)


def _events(facts: Facts, primary: Person, secondary: Person) -> tuple[list[EventRow], list[EventRow]]:
    """Move the events of the last 29 days at once, to the second; these, and the older ones (merge.events)."""
    rows, recent = secondary.history.rows, facts.settings.merge_events_immediate_days * DAY
    at_once, later = rows, list[EventRow]()
    if facts.settings.merge_events_delay > 0 or not facts.settings.merge_old_events:
        oldest = secondary.history.earliest
        if oldest is not None and facts.now - oldest > recent:
            at_once = [row for row in rows if facts.now - row.at <= recent]
            later = [row for row in rows if facts.now - row.at > recent]
    if at_once:
        if at_once is rows:
            primary.history.join(secondary.history)
        else:
            primary.history.extend(at_once)
        facts.tell(effects.EventsInherited(primary.cio_id, secondary.cio_id, len(at_once)))
    return at_once, later


def _lost_events(rows: list[EventRow], primary: Person, secondary: Person) -> list[MergeLost]:
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.name] = counts.get(row.name, 0) + 1
    return [
        _lost(primary, secondary, "event", name, count, None, "merge.events-old-dropped")
        for name, count in counts.items()
    ]


def _follow_later(facts: Facts, primary: Person, secondary: Person, rows: list[EventRow]) -> None:
    """Owe the primary the older events, and those that the secondary was owed itself."""
    for number in secondary.inheriting:
        owed = facts.inheritances[number]
        facts.inheritances[number] = Inheritance(primary.key, owed.secondary, owed.rows)
    primary.inheriting += secondary.inheriting
    if not rows:
        return
    number, at = facts.operation, _due_at(facts)
    facts.inheritances[number] = Inheritance(primary.key, secondary.cio_id, tuple(rows))
    primary.inheriting += (number,)
    facts.tell(EventsPostponed(primary.cio_id, secondary.cio_id, len(rows), at))
    facts.present.due(Phase.IDENTITY, INHERIT, (number,), at=at)


def _due_at(facts: Facts) -> Instant:
    return facts.now + facts.settings.merge_events_delay


def _note(
    facts: Facts,
    primary: Person,
    secondary: Person,
    *,
    automatic: bool,
    events: int,
    later: int,
    losses: list[MergeLost],
) -> None:
    """Keep on the primary who was merged into it."""
    row = MergeRow(
        secondary.cio_id,
        secondary.id,
        secondary.email,
        secondary.phone,
        facts.now,
        facts.operation,
        automatic,
        events,
        later,
        tuple(losses),
    )
    primary.merges += (*secondary.merges, row)
