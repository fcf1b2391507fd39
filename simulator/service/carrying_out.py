"""What a call asks, carried out by the machine: the machine's times moved onto the clock, and who sent it told.

A call may be several operations on one person. The first that comes to nothing ends it: what follows would make
somebody of its own. A batch is many such calls in one request: each ends for itself, and all of them are one row of the
journal.
"""

from simulator.instants import Instant
from simulator.operations import Identify, Operation
from simulator.service.journal import Result
from simulator.service.rebasing import rebased
from simulator.service.workspaces import Workspace
from simulator.wire import Request, Response, Route, outcomes, track_v2
from simulator.wire.control import DELIVERY_HEADER, delivery_and_source
from simulator.wire.routing import Api
from simulator.workspace.effects import Effect, IdentifierRefused, Ignored, Rejected, UpdateMissed
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
        for operation in asked:
            if self._moves:
                operation, moved = rebased(operation, received=self._received, real=self._real)
                if moved is not None:
                    self.effects.append(moved)
            outcome = self._workspace.machine.apply(operation, at=self._received, source=self._source)
            self.numbers.append(outcome.number)
            self.fired += outcome.fired
            self.effects += outcome.effects
            for effect in outcome.effects:
                if isinstance(effect, Rejected):
                    return effect
            if any(_ends(effect, operation) for effect in outcome.effects):
                break
        return None

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
    if first is None:
        doing.fired = workspace.clock.reach(received)
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


def _ends(effect: Effect, operation: Operation) -> bool:
    """Whether the operation meant nobody, or not the person that the call names."""
    if isinstance(effect, IdentifierRefused) and isinstance(operation, Identify) and operation.who is not None:
        return (effect.kind, effect.value) == (operation.who.kind, operation.who.value)
    return isinstance(effect, Ignored | UpdateMissed)
