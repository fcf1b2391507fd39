"""A running emulator in a process of its own, for as long as a `with` block lasts.

A process, not a thread: whatever patches time, sockets or signals in the caller does not reach it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing import get_context
from multiprocessing.context import SpawnProcess
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from simulator.emulator.server import Listening, Serving, serve
from simulator.errors import TargetError

_POLL_SECONDS = 0.01
_START_SECONDS_MAX = 30


@contextmanager
def running(serving: Serving | None = None) -> Iterator[Listening]:
    """Serve in a process of its own, by default on any free port of loopback, until the block ends.

    Raises:
        TargetError: the process ended, or did not begin to serve in time.
    """
    serving = serving or Serving(port=0)
    with TemporaryDirectory(prefix="simulator-") as directory:
        ready_file = Path(directory) / "ready.json"
        process = get_context("spawn").Process(
            target=serve, args=(replace(serving, ready_file=ready_file),), name="simulator serve", daemon=True
        )
        process.start()
        try:
            yield _awaited(process, ready_file)
        finally:
            process.terminate()
            process.join()
            process.close()


def _awaited(process: SpawnProcess, ready_file: Path) -> Listening:
    for _ in range(int(_START_SECONDS_MAX / _POLL_SECONDS)):
        if ready_file.exists():
            return msgspec.json.decode(ready_file.read_bytes(), type=Listening)
        process.join(_POLL_SECONDS)
        if process.exitcode is not None:
            raise TargetError(f"the emulator ended with status {process.exitcode} before it served; see its output")
    raise TargetError(f"the emulator did not serve within {_START_SECONDS_MAX} seconds")
