"""What a call asks, carried out by the machine: the machine's times moved onto the clock, and who sent it told.

A call may be several operations on one person. The first that comes to nothing ends it: what follows would make
somebody of its own.
"""

from simulator.instants import Instant
from simulator.operations import Identify, Operation
from simulator.service.journal import Result
from simulator.service.rebasing import rebased
from simulator.service.workspaces import Workspace
from simulator.wire import Request, Route, outcomes
from simulator.wire.control import DELIVERY_HEADER, delivery_and_source
from simulator.wire.routing import Api
from simulator.workspace.effects import Effect, IdentifierRefused, Ignored, Rejected, UpdateMissed
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
    source, moves = sender(route.api, request), workspace.rebases and DELIVERY_HEADER not in request.headers
    numbers: list[int] = []
    effects: list[Effect] = []
    fired: tuple[Told, ...] = ()
    for operation in asked:
        if moves:
            operation, moved = rebased(operation, received=received, real=real)
            if moved is not None:
                effects.append(moved)
        outcome = workspace.machine.apply(operation, at=received, source=source)
        numbers.append(outcome.number)
        fired += outcome.fired
        effects += outcome.effects
        if any(_ends(effect, operation) for effect in outcome.effects):
            break
    refusal = next((effect for effect in effects if isinstance(effect, Rejected)), None)
    if refusal is None:
        sent = outcomes.queued(numbers[0], effects, received, workspace.terms)
        response = sent or outcomes.accepted(route, numbers[0])
    else:
        response = outcomes.rejected(route, refusal)
    return Result(response, tuple(numbers), tuple(effects), fired)


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
    return isinstance(effect, Rejected | Ignored | UpdateMissed)
