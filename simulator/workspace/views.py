"""Read-only answers to questions about a workspace; reading changes nothing and makes nothing happen.

A membership is always evaluated in the present second, watched or not, so it is never stale.
"""

from simulator.instants import Instant
from simulator.operations import Identifier, ProviderList, SendTransactional
from simulator.workspace import activity
from simulator.workspace.answers import (
    ActivityAnswer,
    AttributeFact,
    DeviceFact,
    EventFact,
    ListedAnswer,
    LossFact,
    MemberAnswer,
    MembershipChange,
    MergeFact,
    MessageAnswer,
    PersonAnswer,
    RelationFact,
    SegmentAnswer,
    TransactionalFact,
)
from simulator.workspace.campaigns.consent import computed_preferences
from simulator.workspace.campaigns.outbox import MessageRow
from simulator.workspace.events import EventRow
from simulator.workspace.machine import Machine
from simulator.workspace.profiles import MergeRow, Person, cio_id_of
from simulator.workspace.provider_lists import ListedAddress
from simulator.workspace.segments.conditions import Condition
from simulator.workspace.segments.evaluator import compiled
from simulator.workspace.segments.reasons import Reasons, holding_since
from simulator.workspace.segments.sentences import sentence
from simulator.workspace.segments.truth import NEVER


def people(machine: Machine) -> tuple[PersonAnswer, ...]:
    """Everybody, the oldest profile first."""
    return tuple(_person(machine, person) for person in machine.facts.directory)


def person(machine: Machine, who: Identifier) -> PersonAnswer | None:
    """The profile that holds the identifier."""
    found = machine.facts.directory.find(who)
    return None if found is None else _person(machine, found)


def anonymous_events(machine: Machine) -> dict[str, tuple[EventFact, ...]]:
    """What is held for nobody yet, by anonymous id."""
    held = machine.facts.anonymous.held
    return {anonymous_id: tuple(_event(machine, row) for row in rows) for anonymous_id, rows in sorted(held.items())}


def suppressed(machine: Machine) -> tuple[Identifier, ...]:
    """The identifiers that no call can use, in their normal forms, in the order in which they were blocked."""
    return machine.facts.blocklist.identifiers()


def provider_list(machine: Machine, reason: ProviderList) -> tuple[ListedAnswer, ...]:
    """What stands on that list of the email provider, in the order in which it was put there."""
    return tuple(_listed(listed) for listed in machine.facts.provider_lists.rows() if listed.reason == reason)


def address_on_lists(machine: Machine, address: str) -> ListedAnswer | None:
    """Where the address was put last; nothing if the email provider takes mail for it."""
    listed = machine.facts.provider_lists.of(address)
    return None if listed is None else _listed(listed)


def activities(machine: Machine) -> tuple[ActivityAnswer, ...]:
    """The activity log, the newest line first."""
    return activity.activities(machine.facts, machine.present, machine.sources)


def source(machine: Machine, operation: int) -> str | None:
    """Who sent the operation, if that is known."""
    return machine.sources[operation - 1] if 0 < operation <= len(machine.sources) else None


def segment_names(machine: Machine) -> tuple[str, ...]:
    """The segments that are there, in the order of their ids."""
    return tuple(machine.register.segments)


def segment(machine: Machine, name: str) -> SegmentAnswer | None:
    """The segment with its members and their reasons; nothing if none is called so."""
    if name not in machine.watch.conditions:
        return None
    condition = machine.watch.conditions[name]
    truths = [(one, machine.watch.membership(name, one, machine.now)) for one in machine.facts.directory]
    horizons = [truth.until for _, truth in truths if truth.until < NEVER]
    passages = machine.watch.history.get(name)
    return SegmentAnswer(
        id=machine.register.segments[name].number,
        name=name,
        type="manual" if condition is None else "dynamic",
        condition=None if condition is None else sentence(condition),
        members=tuple(_member(machine, one, name) for one, truth in truths if truth.holds),
        next_change=min(horizons, default=None),
        history=None
        if passages is None
        else tuple(MembershipChange(cio_id_of(key), at, entered, by) for key, at, entered, by in passages),
    )


def members(machine: Machine, name: str) -> tuple[PersonAnswer, ...]:
    """Who is in the segment now, the oldest profile first, without the reasons."""
    inside = machine.watch.judge(name)
    return tuple(_person(machine, one) for one in machine.facts.directory if inside(one, machine.now).holds)


def matching(machine: Machine, condition: Condition) -> tuple[PersonAnswer, ...]:
    """Of whom the condition holds now, the oldest profile first."""
    judge = compiled(condition, machine.watch.membership)
    return tuple(_person(machine, one) for one in machine.facts.directory if judge(one, machine.now).holds)


def why(machine: Machine, who: Identifier, name: str) -> MemberAnswer | None:
    """Whether that person is in the segment, and why; nothing if person or segment is unknown."""
    found = machine.facts.directory.find(who)
    return None if found is None or name not in machine.watch.conditions else _member(machine, found, name)


def messages(machine: Machine) -> tuple[MessageAnswer, ...]:
    """The outbox, oldest line first."""
    return tuple(_message(machine, row) for row in machine.passages.outbox.rows)


def message(machine: Machine, number: int) -> MessageAnswer | None:
    """The outbox's line of that number."""
    row = machine.passages.outbox.line(number)
    return None if row is None else _message(machine, row)


def _person(machine: Machine, one: Person) -> PersonAnswer:
    inside, topics = machine.watch.membership, machine.definition.topics
    return PersonAnswer(
        cio_id=one.cio_id,
        id=one.id,
        email=one.email,
        phone=one.phone,
        created=one.added_at,
        operation=one.operation,
        attributes={
            name: AttributeFact(row.value, row.at, row.operation, source(machine, row.operation))
            for name, row in one.attributes.items()
            if row.value is not None
        },
        events=tuple(_event(machine, row) for row in one.history.in_order()),
        segments=tuple(name for name in machine.watch.conditions if inside(name, one, machine.now).holds),
        anonymous_ids=tuple(one.anonymous_ids),
        devices=tuple(
            DeviceFact(row.token, row.platform, row.last_used, row.attributes, row.status, row.operation)
            for row in one.devices.values()
        ),
        relations=tuple(
            RelationFact(object_type, object_id, row.attributes, row.operation)
            for (object_type, object_id), row in one.relations.items()
        ),
        computed_preferences=computed_preferences(one, topics) if topics else None,
        merges=tuple(map(_merge, one.merges)),
    )


def _listed(listed: ListedAddress) -> ListedAnswer:
    return ListedAnswer(listed.address, listed.reason, listed.at)


def _event(machine: Machine, row: EventRow) -> EventFact:
    return EventFact(
        row.name,
        row.kind,
        row.at,
        row.received,
        row.data,
        row.operation,
        row.id,
        row.anonymous_id,
        source(machine, row.operation),
    )


def _merge(row: MergeRow) -> MergeFact:
    return MergeFact(
        cio_id=row.cio_id,
        id=row.id,
        email=row.email,
        phone=row.phone,
        at=row.at,
        operation=row.operation,
        automatic=row.automatic,
        events=row.events,
        events_later=row.events_later,
        losses=tuple(LossFact(loss.kind, loss.name, loss.value, loss.kept, loss.rule) for loss in row.losses),
    )


def _member(machine: Machine, one: Person, name: str) -> MemberAnswer:
    now = machine.now
    truth = machine.watch.membership(name, one, now)
    reasons = Reasons(machine.watch, one, now, machine.present.clock).of_segment(name)
    return MemberAnswer(
        cio_id=one.cio_id,
        id=one.id,
        email=one.email,
        phone=one.phone,
        holds=truth.holds,
        since=_since(machine, one, name, holds=truth.holds),
        until=truth.until if truth.until < NEVER else None,
        reason=tuple(reason.words for reason in reasons),
        operations=tuple(sorted({number for reason in reasons for number in reason.operations})),
        rules=tuple(sorted({reason.rule for reason in reasons if reason.rule})),
    )


def _since(machine: Machine, one: Person, name: str, *, holds: bool) -> Instant:
    """By the history where there is one (a change of this very second is not in it yet), else by the facts."""
    if name not in machine.watch.history:
        return holding_since(machine.watch.judge(name), one, machine.now)
    passage = machine.watch.last_passage(name, one)
    entered, at = (False, one.added_at) if passage is None else (passage.entered, passage.at)
    return at if entered is holds else machine.now


def _message(machine: Machine, row: MessageRow) -> MessageAnswer:
    who = machine.facts.directory.find(Identifier("cio_id", row.person))
    return MessageAnswer(
        number=row.number,
        campaign=row.campaign,
        step=row.step,
        channel=row.channel,
        name=row.name,
        cio_id=row.person,
        id=None if who is None else who.id,
        email=None if who is None else who.email,
        enrolment=row.enrolment,
        at=row.at,
        state=row.decided.state,
        recipient=row.decided.recipient,
        subject=row.decided.subject,
        reason=row.decided.reason,
        rule=row.decided.rule,
        trigger_operation=row.trigger,
        decided_by=row.decided.by,
        sender=row.decided.sender,
        reply_to=row.decided.reply_to,
        body=row.decided.body,
        transactional=None if row.order is None else _ordered(row.order),
    )


def _ordered(order: SendTransactional) -> TransactionalFact:
    assert isinstance(order.template, int), "what stands in the outbox has the number of its template"
    return TransactionalFact(
        template=order.template,
        send_at=order.send_at,
        bcc=order.bcc,
        fake_bcc=order.fake_bcc,
        preheader=order.preheader,
        headers=order.headers,
        attachments=order.attachments,
        keeps_body=order.keeps_body,
    )
