"""Track: an event is kept once, for the person it names, else under its anonymous id until somebody is known.

An event of nobody that names a recipient is an invitation: it may start campaigns, and nobody is made.
"""

from simulator.instants import Instant
from simulator.operations import Identifier, Track
from simulator.workspace.agenda import Phase
from simulator.workspace.anonymous import forgotten_at
from simulator.workspace.changes import EventAttached
from simulator.workspace.effects import (
    AnonymousExpired,
    EventDuplicate,
    EventHeldAnonymous,
    Ignored,
    InviteTaken,
    Rejected,
)
from simulator.workspace.events import EventRow, dedupe_key, is_ulid
from simulator.workspace.facts import Facts, Seen
from simulator.workspace.profiles import Person

FORGET = "forget anonymous"
"""The agenda's word for letting go of held events."""


def track(facts: Facts, operation: Track) -> None:
    """Keep an event once: for the person it names, else under its anonymous id."""
    if facts.settings.dedupe == "error_400" and operation.id is not None and not is_ulid(operation.id):
        facts.tell(Rejected("id must be a ULID", "events.dedupe-non-ulid"))
        return
    key = dedupe_key(operation.id, facts.settings)
    if key is not None and _is_repeat(facts, key, operation):
        return
    if _kept(facts, operation) and key is not None:
        facts.seen[key] = Seen(facts.operation, facts.received)


def happens_at(facts: Facts, operation: Track) -> Instant:
    """The event's timestamp; without one, the instant of its receipt (events.time.default)."""
    at = facts.received if operation.timestamp is None else operation.timestamp
    return min(at, facts.received) if facts.settings.future_events == "clamp" else at


def forget(facts: Facts, anonymous_id: str) -> None:
    """Let go of held events whose 30 days are over; the call that brought the last of them is what caused it."""
    gone = facts.anonymous.forget(anonymous_id, facts.now, facts.settings)
    if gone:
        facts.present.tell(AnonymousExpired(anonymous_id, len(gone)), operation=gone[-1].operation)


def _is_repeat(facts: Facts, key: str, operation: Track) -> bool:
    """Whether the key was seen before, and is still remembered (events.dedupe-window)."""
    first = _first(facts, key, operation)
    if first is None or facts.received - first.at > facts.settings.dedupe_window:
        return False
    facts.tell(EventDuplicate(key, operation.name, first.operation))
    return True


def _first(facts: Facts, key: str, operation: Track) -> Seen | None:
    """The first use of a key: in the whole workspace, or among the events of the same person (events.dedupe-scope)."""
    if facts.settings.dedupe_scope == "workspace":
        return facts.seen.get(key)
    person = None if operation.who is None else facts.directory.find(operation.who)
    rows = facts.anonymous.held.get(operation.anonymous_id or "", []) if person is None else person.history.rows
    used = (Seen(row.operation, row.received) for row in rows if dedupe_key(row.id, facts.settings) == key)
    return next(used, None)


def _kept(facts: Facts, operation: Track) -> bool:
    """Keep the event wherever it belongs; whether it was kept."""
    if operation.who is not None:
        person = _named(facts, operation.who)
    elif operation.anonymous_id:
        person = _owner(facts, operation.anonymous_id)
        if person is None:
            return _hold(facts, operation.anonymous_id, _row(facts, operation))
    else:
        return _invite(facts, operation)
    if person is None:
        return False
    facts.attach(person, _row(facts, operation))
    return True


def _named(facts: Facts, who: Identifier) -> Person | None:
    """The person that an event names, made if unknown (events.create-person); an unknown cio_id makes nobody."""
    creates = facts.settings.unknown_person_event == "create"
    return facts.addressed(who, creates=creates, rule="events.create-person", unknown_cio_id="events.cio-unknown")


def _owner(facts: Facts, anonymous_id: str) -> Person | None:
    """Whose an anonymous event is at once: that of who was identified with the id up to five minutes ago."""
    owner = None
    if facts.settings.anonymous_merge:
        owner = facts.anonymous.owner_at(anonymous_id, facts.now, facts.settings)
    if owner is not None:
        return facts.directory.person(owner)
    if facts.settings.anonymous_only_creates_person and anonymous_id not in facts.anonymous.owners:
        person = facts.create()
        facts.write(person, "anonymous_id", anonymous_id, at=facts.received)
        person.anonymous_ids.append(anonymous_id)
        facts.anonymous.claim(anonymous_id, person.key, facts.now, facts.settings)
        return person
    return None


def _hold(facts: Facts, anonymous_id: str, row: EventRow) -> bool:
    rule = _why_held(facts, anonymous_id)
    facts.tell(EventHeldAnonymous(anonymous_id, row.name, row.at, row.kind, row.data, rule))
    gone_at = forgotten_at(row, facts.settings)
    if gone_at <= facts.now:
        facts.tell(AnonymousExpired(anonymous_id, 1))
        return True
    facts.anonymous.hold(anonymous_id, row)
    facts.present.due(Phase.IDENTITY, FORGET, (anonymous_id,), at=gone_at)
    return True


def _why_held(facts: Facts, anonymous_id: str) -> str:
    """The rule by which an event is nobody's: nobody was identified with its id, or it came too late for them."""
    if anonymous_id not in facts.anonymous.owners:
        return "anonymous.no-profile"
    return "anonymous.late5" if facts.settings.anonymous_merge else "anonymous.setting-off"


def _invite(facts: Facts, operation: Track) -> bool:
    """Let an event of nobody mail its recipient (anonymous.invite); without one it is for nobody."""
    recipient = operation.data.get("recipient")
    if not isinstance(recipient, str) or not recipient.strip():
        facts.tell(Ignored("the event names nobody, no anonymous id and no recipient", "anonymous.invite"))
        return False
    row = _row(facts, operation)
    guest = facts.directory.invite(facts.now, facts.operation)
    guest.history.add(row)
    facts.tell(InviteTaken(row.name, recipient, row.at))
    facts.changes.append(EventAttached(guest, row, ages=False))
    return True


def _row(facts: Facts, operation: Track) -> EventRow:
    return EventRow(
        name=operation.name.strip(),
        kind=operation.kind,
        at=happens_at(facts, operation),
        received=facts.received,
        data=operation.data,
        operation=facts.operation,
        id=operation.id,
        anonymous_id=operation.anonymous_id,
    )
