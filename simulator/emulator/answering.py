"""The outermost door: whatever goes wrong inside answers 500 in plain words, and the traceback goes to the log."""

import logging
from collections.abc import Callable

from simulator.instants import Clock
from simulator.service import Service
from simulator.wire import Request, Response
from simulator.wire.problem_details import problem

_log = logging.getLogger(__name__)


def answering(service: Service, clock: Clock) -> Callable[[Request], Response]:
    """What answers a request with `service`, in the present second of the machine's `clock`."""

    def answer(request: Request) -> Response:
        try:
            return service.handle(request, clock.now())
        except Exception:  # noqa: BLE001 - the outermost door
            _log.exception("a request could not be answered")
            return problem(500, "this is a fault of the simulator; please report it with the traceback from its log")

    return answer
