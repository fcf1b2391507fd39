"""What a call asks, carried out by the machine: the machine's times moved onto the clock, and who sent it told.

A batch is many such calls in one request: each ends for itself, and all of them are one row of the journal.
"""

from collections.abc import Sequence
from typing import NamedTuple

from simulator.instants import Instant
from simulator.operations import Operation
from simulator.service.journal import Item, Result
from simulator.service.rebasing import rebased
from simulator.service.workspaces import Workspace
from simulator.wire import Request, Response, Route, outcomes, track_v2
from simulator.wire.control import DELIVERY_HEADER, delivery_and_source
from simulator.wire.routing import Api
from simulator.workspace import Outcome
from simulator.workspace.effects import Effect, Rejected, TimestampRebased
from simulator.workspace.present import Told

_FAMILIES: dict[Api, str] = {"track": "Track API", "app": "App API", "pipelines": "Pipelines", "control": "control"}


def carried_out(
    asked: tuple[Operation, ...],
    workspace: Workspace,
    route: Route[object],
    request: Request,
    *,
    received: Instant,
    real: Instant,
) -> Result:
    """What became of the call, and what it answers."""
    done = _done((asked,), workspace, route.api, request, received=received, real=real)
    (refusals,) = done.refusals
    ((numbers, effects),) = done.calls
    if refusals:
        return done.result(outcomes.rejected(route, refusals, workspace.terms))
    queued = outcomes.queued(numbers[0], effects, received, workspace.terms)
    return done.result(queued or outcomes.accepted(route, numbers[0]))


def carried_out_batch(
    batch: track_v2.Batch,
    workspace: Workspace,
    route: Route[object],
    request: Request,
    *,
    received: Instant,
    real: Instant,
) -> Result:
    """What became of all items, of which each sees what those before it did (track.v2.batch-order)."""
    faults = {place: item for place, item in enumerate(batch.items) if isinstance(item, track_v2.Faults)}
    calls = {place: item for place, item in enumerate(batch.items) if not isinstance(item, track_v2.Faults)}
    if not calls:
        fired = workspace.clock.reach(received)
        return Result(track_v2.batch_answer(faults, batch, workspace.terms), fired=fired)
    done = _done(tuple(calls.values()), workspace, route.api, request, received=received, real=real)
    for place, refusals in zip(calls, done.refusals, strict=True):
        if refusals:
            faults[place] = track_v2.faults_in(refusals)
    items = tuple(Item(place, one.numbers, one.effects) for place, one in zip(calls, done.calls, strict=True))
    if faults:
        return done.result(track_v2.batch_answer(faults, batch, workspace.terms), items)
    return done.result(outcomes.accepted(route, items[0].operations[0]), items)


class _Call(NamedTuple):
    """What one call did."""

    numbers: tuple[int, ...]
    effects: tuple[Effect, ...]


class _Done(NamedTuple):
    """What calls did in their order, what fired on the way, and of each call why it was not taken, if it was not."""

    calls: tuple[_Call, ...]
    fired: tuple[Told, ...]
    refusals: tuple[tuple[Rejected, ...], ...]

    def result(self, response: Response, items: tuple[Item, ...] = ()) -> Result:
        if len(self.calls) == 1:
            ((numbers, effects),) = self.calls
        else:
            numbers = tuple(number for call in self.calls for number in call.numbers)
            effects = tuple(effect for call in self.calls for effect in call.effects)
        return Result(response, numbers, effects, self.fired, items)


def _done(
    calls: tuple[tuple[Operation, ...], ...],
    workspace: Workspace,
    api: Api,
    request: Request,
    *,
    received: Instant,
    real: Instant,
) -> _Done:
    rebasings: list[list[TimestampRebased | None]] = []
    if workspace.rebases and DELIVERY_HEADER not in request.headers:
        calls, rebasings = _rebased(calls, received=received, real=real)
    done = workspace.carry_out_all(calls, at=received, source=sender(api, request))
    fired = tuple(told for outcomes_of_call in done for outcome in outcomes_of_call for told in outcome.fired)
    of_calls = tuple(
        _call(outcomes_of_call, rebasings[place] if rebasings else ()) for place, outcomes_of_call in enumerate(done)
    )
    return _Done(of_calls, fired, tuple(map(_refusals, done)))


def _call(done: list[Outcome], rebasings: Sequence[TimestampRebased | None]) -> _Call:
    """What the call did; that a time was moved comes before what the operation did with it."""
    effects: list[Effect] = []
    for position, outcome in enumerate(done):
        rebasing = rebasings[position] if rebasings else None
        if rebasing is not None:
            effects.append(rebasing)
        effects += outcome.effects
    return _Call(tuple(outcome.number for outcome in done), tuple(effects))


def _rebased(
    calls: tuple[tuple[Operation, ...], ...], *, received: Instant, real: Instant
) -> tuple[tuple[tuple[Operation, ...], ...], list[list[TimestampRebased | None]]]:
    """The calls with their times on the workspace's clock, and of each operation the effect if it was moved there."""
    moved = [[rebased(operation, received=received, real=real) for operation in call] for call in calls]
    on_its_clock = tuple(tuple(operation for operation, _ in call) for call in moved)
    return on_its_clock, [[effect for _, effect in call] for call in moved]


def _refusals(done: list[Outcome]) -> tuple[Rejected, ...]:
    return tuple(effect for outcome in done for effect in outcome.effects if isinstance(effect, Rejected))


def sender(api: Api, request: Request) -> str:
    """Who sent the call: the source of its delivery, else the family of the API and the user agent."""
    written = request.headers.get(DELIVERY_HEADER)
    source = None if written is None else delivery_and_source(written)[1]
    if source is not None:
        return source
    agent = request.headers.get("user-agent")
    return f"{_FAMILIES[api]}, {agent}" if agent else _FAMILIES[api]
