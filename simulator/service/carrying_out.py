"""What a call asks, carried out by the machine: the machine's times moved onto the clock, and who sent it told.

A batch is many calls in one request: each ends for itself, and all of them are one row of the journal.
"""

from simulator.instants import Instant
from simulator.operations import Operation
from simulator.service.journal import Result
from simulator.service.rebasing import rebased
from simulator.service.workspaces import Workspace
from simulator.wire import Request, Response, Route, outcomes, track_v2
from simulator.wire.control import DELIVERY_HEADER, delivery_and_source
from simulator.wire.routing import Api
from simulator.workspace.effects import Effect, Rejected, TimestampRebased
from simulator.workspace.present import Told

_FAMILIES: dict[Api, str] = {"track": "Track API", "app": "App API", "pipelines": "Pipelines", "control": "control"}


class _Doing:
    """What a request's operations do, one call after the other."""

    def __init__(self, workspace: Workspace, api: Api, request: Request, *, received: Instant, real: Instant) -> None:
        self._workspace = workspace
        self._source = sender(api, request)
        self._moves = workspace.rebases and DELIVERY_HEADER not in request.headers
        self._received, self._real = received, real
        self.numbers: list[int] = []
        self.effects: list[Effect] = []
        self.fired: tuple[Told, ...] = ()

    def do(self, asked: tuple[Operation, ...]) -> Rejected | None:
        """Do one call; why it was not taken, if it was not."""
        moved = [self._rebased(operation) for operation in asked]
        done = self._workspace.carry_out([one for one, _ in moved], at=self._received, source=self._source)
        for (_, rebasing), outcome in zip(moved, done, strict=False):  # what came to nothing ended the call
            if rebasing is not None:
                self.effects.append(rebasing)
            self.numbers.append(outcome.number)
            self.fired += outcome.fired
            self.effects += outcome.effects
        last = done[-1].effects
        return next((effect for effect in last if isinstance(effect, Rejected)), None)

    def _rebased(self, operation: Operation) -> tuple[Operation, TimestampRebased | None]:
        return rebased(operation, received=self._received, real=self._real) if self._moves else (operation, None)

    def result(self, response: Response) -> Result:
        return Result(response, tuple(self.numbers), tuple(self.effects), self.fired)


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
    doing = _Doing(workspace, route.api, request, received=received, real=real)
    refusal = doing.do(asked)
    if refusal is not None:
        return doing.result(outcomes.rejected(route, refusal))
    first = doing.numbers[0]
    sent = outcomes.queued(first, doing.effects, received, workspace.terms)
    return doing.result(sent or outcomes.accepted(route, first))


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
    doing = _Doing(workspace, route.api, request, received=received, real=real)
    faults: list[tuple[int, track_v2.Fault]] = []
    for place, item in enumerate(batch.items):
        if isinstance(item, track_v2.Fault):
            faults.append((place, item))
            continue
        refusal = doing.do(item)
        if refusal is not None:
            faults.append((place, track_v2.fault_of(refusal)))
    first = doing.numbers[0] if doing.numbers else None
    refused = track_v2.batch_refusal(faults, batch, workspace.terms)
    return doing.result(outcomes.accepted(route, first) if refused is None else refused)


def sender(api: Api, request: Request) -> str:
    """Who sent the call: the source of its delivery, else the family of the API and the user agent."""
    written = request.headers.get(DELIVERY_HEADER)
    source = None if written is None else delivery_and_source(written)[1]
    if source is not None:
        return source
    agent = request.headers.get("user-agent")
    return f"{_FAMILIES[api]}, {agent}" if agent else _FAMILIES[api]
