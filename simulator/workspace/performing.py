"""Each call that changes what is known of people, to the concept that carries it out."""

from collections.abc import Callable
from typing import assert_never

from simulator.instants import Instant
from simulator.operations import (
    AddDevice,
    AddToSegment,
    AnswerSms,
    BlockAddress,
    Delete,
    DeleteDevice,
    FactOperation,
    Identify,
    Merge,
    Relate,
    RemoveFromSegment,
    ReportPush,
    Suppress,
    Track,
    UnblockAddress,
    Unrelate,
    Unsubscribe,
    Unsuppress,
)
from simulator.workspace import departures, devices, identifying, limits, lists, mailing, merging, relations, tracking
from simulator.workspace.facts import Facts

Recipient = Callable[[int], int | None]
"""Whom the outbox's message of that number went to, if that is somebody who is still there."""


def perform(facts: Facts, operation: FactOperation, recipient: Recipient) -> None:
    """Let the call take effect, unless it passes a limit."""
    judged = limits.judged(operation, facts.settings)
    if judged.answer is not None:
        facts.tell(judged.answer)
        for refusal in judged.others:
            facts.tell(refusal)
        return
    for told in judged.told:
        facts.tell(told)
    match operation:
        case Track():
            tracking.track(facts, operation)
        case Identify():
            identifying.identify(facts, operation, judged.refused)
        case Merge():
            merging.merge(facts, operation)
        case Delete():
            departures.delete(facts, operation)
        case Suppress():
            departures.suppress(facts, operation)
        case Unsuppress():
            departures.unsuppress(facts, operation)
        case AddDevice():
            devices.add(facts, operation)
        case DeleteDevice():
            devices.delete(facts, operation)
        case ReportPush():
            devices.report(facts, operation)
        case BlockAddress():
            mailing.block(facts, operation)
        case UnblockAddress():
            mailing.unblock(facts, operation)
        case AnswerSms():
            mailing.answer(facts, operation)
        case Unsubscribe():
            mailing.unsubscribe(facts, operation, recipient(operation.message))
        case Relate():
            relations.relate(facts, operation)
        case Unrelate():
            relations.unrelate(facts, operation)
        case AddToSegment() | RemoveFromSegment():
            lists.list_members(facts, operation)
        case _:
            assert_never(operation)


def refused(facts: Facts, operation: FactOperation) -> bool:
    """Whether the call is answered at once, because it passes a limit."""
    return limits.judged(operation, facts.settings).answer is not None


def happens_at(operation: FactOperation, now: Instant) -> Instant:
    """When the event of the call happens; now for everything else."""
    if isinstance(operation, Track) and operation.timestamp is not None:
        return operation.timestamp
    return now
