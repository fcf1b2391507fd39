"""Asking an emulator by its `/_sim` routes: a command goes through a door, and a typed answer comes back."""

from collections.abc import Callable
from typing import TypeVar

import msgspec

from simulator.errors import TargetError
from simulator.wire import Request, Response
from simulator.wire.control import BASE
from simulator.wire.control_commands import Command
from simulator.wire.control_requests import encode
from simulator.wire.problem_details import ProblemDetails

Send = Callable[[Request], Response]
"""A door: hands a request over and brings the response back, or raises `TargetError`."""

T = TypeVar("T")


def asked(send: Send, command: Command, answer: type[T], *, base: str = BASE) -> T:
    """What the emulator answers to `command`, as a value of the type that it should be."""
    request = encode(command, base=base)
    return read_answer(request, send(request), answer)


def read_answer(request: Request, response: Response, answer: type[T]) -> T:
    """The answer as a value of that type.

    Raises:
        TargetError: it is a refusal, or none that an emulator gives.
    """
    if response.status not in (200, 201):
        raise unexpected(request, response)
    try:
        return msgspec.json.decode(response.body, type=answer)
    except (ValueError, RecursionError) as error:
        raise TargetError(
            f"{request.method} {request.path} answered what no emulator of this version answers ({error}); "
            "is it one, and of the same version?"
        ) from error


def unexpected(request: Request, response: Response) -> TargetError:
    """That the emulator answered so."""
    return TargetError(f"{request.method} {request.path} answered {response.status}: {detail_of(response)}")


def detail_of(response: Response) -> str:
    """What a refusal says to a person; the beginning of its body where it is none of ours."""
    try:
        return msgspec.json.decode(response.body, type=ProblemDetails).detail
    except (ValueError, RecursionError):
        return response.body[:200].decode(errors="replace").strip() or "without a word"
