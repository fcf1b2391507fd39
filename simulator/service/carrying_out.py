"""What a call asks, carried out by the machine: the machine's times moved onto the clock, and who sent it told.

A batch is many such calls in one request: each ends for itself, and all of them are one row of the journal.
"""

from itertools import chain
from typing import NamedTuple

from msgspec.structs import replace

from simulator.instants import Instant
from simulator.operations import Operation
from simulator.service.journal import Item, Result
from simulator.service.rebasing import rebased
from simulator.service.workspaces import Workspace
from simulator.wire import Request, Response, Route, Terms, outcomes, track_v2
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
    done = _done((asked,), workspace, route.api, request, received=received, real=real)[0]
    first = done.numbers[0]
    refusals = done.refusals()
    if refusals:
        response = outcomes.rejected(route, refusals, workspace.terms)
    elif route.api == "app":
        response = _told(first, done.effects, received, workspace.terms) or outcomes.accepted(route, first)
    else:
        response = outcomes.accepted(route, first)
    return Result(response, *done)


def _told(operation: int, effects: tuple[Effect, ...], received: Instant, terms: Terms) -> Response | None:
    """What a call of the App API answers that has something to tell."""
    return outcomes.queued(operation, effects, received, terms) or outcomes.created(operation, effects, terms)


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
    for place, one in zip(calls, done, strict=True):
        if refusals := one.refusals():
            faults[place] = track_v2.faults_in(refusals)
    if faults:
        response = track_v2.batch_answer(faults, batch, workspace.terms)
    else:
        response = outcomes.accepted(route, done[0].numbers[0])
    items = tuple(Item(place, one.numbers, one.effects) for place, one in zip(calls, done, strict=True))
    return Result(response, *_together(done), items)


class _Done(NamedTuple):
    """What a call did: the numbers of its operations, their effects, and what was due before them."""

    numbers: tuple[int, ...]
    effects: tuple[Effect, ...]
    fired: tuple[Told, ...]

    def refusals(self) -> list[Rejected]:
        """Why the call was not taken, if it was not."""
        return [effect for effect in self.effects if isinstance(effect, Rejected)]


def _together(done: list[_Done]) -> _Done:
    """What several calls did, in their order."""
    numbers, effects, fired = (tuple(chain.from_iterable(parts)) for parts in zip(*done, strict=True))
    return _Done(numbers, effects, fired)


def _done(
    calls: tuple[tuple[Operation, ...], ...],
    workspace: Workspace,
    api: Api,
    request: Request,
    *,
    received: Instant,
    real: Instant,
) -> list[_Done]:
    """What each of the calls did."""
    source = sender(api, request)
    if not workspace.rebases or DELIVERY_HEADER in request.headers:
        return [_summed(each) for each in workspace.carry_out_all(calls, at=received, source=source)]
    calls, rebasings = _rebased(calls, received=received, real=real)
    done = workspace.carry_out_all(calls, at=received, source=source)
    return [_summed(_telling(each, moved)) for each, moved in zip(done, rebasings, strict=True)]


def _summed(outcomes_of_call: list[Outcome]) -> _Done:
    if len(outcomes_of_call) == 1:
        (only,) = outcomes_of_call
        return _Done((only.number,), only.effects, only.fired)
    return _together([_Done((each.number,), each.effects, each.fired) for each in outcomes_of_call])


def _telling(outcomes_of_call: list[Outcome], rebasings: list[TimestampRebased | None]) -> list[Outcome]:
    """The outcomes, of which those whose time was moved tell that first."""
    told = zip(outcomes_of_call, rebasings, strict=False)  # a call may end before its last operation
    return [each if moved is None else replace(each, effects=(moved, *each.effects)) for each, moved in told]


def _rebased(
    calls: tuple[tuple[Operation, ...], ...], *, received: Instant, real: Instant
) -> tuple[tuple[tuple[Operation, ...], ...], list[list[TimestampRebased | None]]]:
    """The calls with their times on the workspace's clock, and of each operation the effect if it was moved there."""
    moved = [[rebased(operation, received=received, real=real) for operation in call] for call in calls]
    on_its_clock = tuple(tuple(operation for operation, _ in call) for call in moved)
    return on_its_clock, [[effect for _, effect in call] for call in moved]


def sender(api: Api, request: Request) -> str:
    """Who sent the call: the source of its delivery, else the family of the API and the user agent."""
    written = request.headers.get(DELIVERY_HEADER)
    source = None if written is None else delivery_and_source(written)[1]
    if source is not None:
        return source
    agent = request.headers.get("user-agent")
    return f"{_FAMILIES[api]}, {agent}" if agent else _FAMILIES[api]
