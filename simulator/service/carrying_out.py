"""What a call asks, carried out by the machine: the machine's times moved onto the clock, and who sent it told.

A batch is many such calls in one request: each ends for itself, and all of them are one row of the journal.
"""

from typing import NamedTuple

from simulator.instants import Instant
from simulator.operations import Operation
from simulator.service.journal import Result
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
    (refusal,) = done.refusals
    first = done.numbers[0]
    if refusal is not None:
        return done.result(outcomes.rejected(route, refusal))
    terms = workspace.terms
    told = outcomes.queued(first, done.effects, received, terms) or outcomes.created(first, done.effects, terms)
    return done.result(told or outcomes.accepted(route, first))


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
    faults = {place: item for place, item in enumerate(batch.items) if isinstance(item, track_v2.Fault)}
    calls = {place: item for place, item in enumerate(batch.items) if not isinstance(item, track_v2.Fault)}
    if not calls:
        fired = workspace.clock.reach(received)
        return Result(track_v2.batch_answer(faults, batch, workspace.terms), fired=fired)
    done = _done(tuple(calls.values()), workspace, route.api, request, received=received, real=real)
    for place, refusal in zip(calls, done.refusals, strict=True):
        if refusal is not None:
            faults[place] = track_v2.fault_of(refusal)
    if faults:
        return done.result(track_v2.batch_answer(faults, batch, workspace.terms))
    return done.result(outcomes.accepted(route, done.numbers[0]))


class _Done(NamedTuple):
    """What calls did: all of it in order, and of each call why it was not taken, if it was not."""

    numbers: tuple[int, ...]
    effects: tuple[Effect, ...]
    fired: tuple[Told, ...]
    refusals: tuple[Rejected | None, ...]

    def result(self, response: Response) -> Result:
        return Result(response, self.numbers, self.effects, self.fired)


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
    numbers: list[int] = []
    effects: list[Effect] = []
    fired: list[Told] = []
    for place, outcomes_of_call in enumerate(done):
        for position, outcome in enumerate(outcomes_of_call):
            rebasing = rebasings[place][position] if rebasings else None
            if rebasing is not None:
                effects.append(rebasing)
            numbers.append(outcome.number)
            effects += outcome.effects
            fired += outcome.fired
    return _Done(tuple(numbers), tuple(effects), tuple(fired), tuple(map(_refusal, done)))


def _rebased(
    calls: tuple[tuple[Operation, ...], ...], *, received: Instant, real: Instant
) -> tuple[tuple[tuple[Operation, ...], ...], list[list[TimestampRebased | None]]]:
    """The calls with their times on the workspace's clock, and of each operation the effect if it was moved there."""
    moved = [[rebased(operation, received=received, real=real) for operation in call] for call in calls]
    on_its_clock = tuple(tuple(operation for operation, _ in call) for call in moved)
    return on_its_clock, [[effect for _, effect in call] for call in moved]


def _refusal(done: list[Outcome]) -> Rejected | None:
    for outcome in done:
        for effect in outcome.effects:
            if isinstance(effect, Rejected):
                return effect
    return None


def sender(api: Api, request: Request) -> str:
    """Who sent the call: the source of its delivery, else the family of the API and the user agent."""
    written = request.headers.get(DELIVERY_HEADER)
    source = None if written is None else delivery_and_source(written)[1]
    if source is not None:
        return source
    agent = request.headers.get("user-agent")
    return f"{_FAMILIES[api]}, {agent}" if agent else _FAMILIES[api]
