"""`simulator serve` as a command of its own, with what it says on standard error."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from simulator.emulator import Listening


@dataclass(frozen=True)
class Served:
    """A running command."""

    listening: Listening
    process: subprocess.Popen[bytes]
    errors: Path

    def complaints(self) -> str:
        """What it has said on standard error."""
        return self.errors.read_text(encoding="utf-8")


@contextmanager
def served(directory: Path, *options: str) -> Iterator[Served]:
    """The command, on any free port, until the block ends."""
    ready, errors = directory / "ready.json", directory / "errors.txt"
    words = [sys.executable, "-m", "simulator", "serve", "--port", "0", "--ready-file", str(ready), *options]
    with errors.open("wb") as said, subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=said) as process:
        try:
            while not ready.exists():
                _wait_a_little(process, errors)
            yield Served(msgspec.json.decode(ready.read_bytes(), type=Listening), process, errors)
        finally:
            process.kill()


def _wait_a_little(process: subprocess.Popen[bytes], errors: Path) -> None:
    try:
        process.wait(0.01)
    except subprocess.TimeoutExpired:
        return
    raise AssertionError(errors.read_text(encoding="utf-8"))
