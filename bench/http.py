"""`simulator serve` against a bare ASGI app on the same server: requests for each CPU second, and the start."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from urllib.error import URLError
from urllib.request import urlopen

import psutil

from bench.load import send_events
from bench.timing import Figure, median_of, paired

BARE_PORT, SERVE_PORT, STATE_PORT, ROUNDS = 8741, 8742, 8743, 7
DEFINITION = """\
segments:
  Cart: {performed: Added to Cart, within: 4 hours}
  Buyers: {performed: Order Placed}
"""


def bare() -> list[str]:
    server = [sys.executable, "-m", "uvicorn", "bench.bare:app", "--http", "httptools", "--log-level", "error"]
    return [*server, "--no-access-log", "--port", str(BARE_PORT)]


def serve(definition: Path, *options: str, port: int = SERVE_PORT) -> list[str]:
    command = [sys.executable, "-m", "simulator", "serve", "--port", str(port), "--workspace", str(definition)]
    return [*command, *options]


def figures(folder: Path) -> list[Figure]:
    definition = written(folder)
    return [
        _throughput("two segments not watched", definition, aim=">= 60%"),
        _throughput(
            "20 segments that a campaign names, with a state file",
            written(folder, watched=20),
            "--state",
            str(folder / "watched.state"),
            aim=">= 40%",
        ),
        _durability(definition, folder / "bench.state"),
        _start(definition),
    ]


def written(folder: Path, *, watched: int = 0) -> Path:
    """A workspace file; campaigns make that their segments are watched."""
    definition = folder / f"workspace-{watched}.yaml"
    definition.write_text(_watched(watched) if watched else DEFINITION, encoding="utf-8")
    return definition


def _watched(count: int) -> str:
    """So many segments of carts, named by the filter of a campaign that nobody enters."""
    segments = [f"  Cart {hours}: {{performed: Added to Cart, within: {hours} hours}}" for hours in range(1, count + 1)]
    filters = ", ".join(f"{{in segment: Cart {hours}}}" for hours in range(1, count + 1))
    campaign = f"  Sign-ups: {{trigger: {{event: Signed Up}}, filter: {{all: [{filters}]}}, steps: [{{delay: 1 day}}]}}"
    return "\n".join(["segments:", *segments, "campaigns:", campaign, ""])


def _throughput(what: str, definition: Path, *options: str, aim: str) -> Figure:
    with running(bare(), BARE_PORT) as plain, running(serve(definition, *options), SERVE_PORT) as ours:
        base, our, ratio = _side_by_side(plain, BARE_PORT, ours, SERVE_PORT)
    return Figure(
        f"`serve` (Track v1 events, {what}) against a bare ASGI app, requests for a CPU second",
        f"{ratio:.0%}",
        f"{our:,.0f} against {base:,.0f}",
        aim,
    )


def _durability(definition: Path, state: Path) -> Figure:
    kept = serve(definition, "--state", str(state), port=STATE_PORT)
    with running(serve(definition), SERVE_PORT) as plain, running(kept, STATE_PORT) as keeping:
        base, our, ratio = _side_by_side(plain, SERVE_PORT, keeping, STATE_PORT)
    return Figure(
        "durability: `serve --state FILE` against `serve`, requests for a CPU second",
        f"{ratio:.0%}",
        f"{our:,.0f} against {base:,.0f}",
        ">= 85%",
    )


def _side_by_side(first: psutil.Process, one: int, second: psutil.Process, other: int) -> tuple[float, float, float]:
    """Requests for each CPU second of two servers at these ports, in turns: both, and the ratio."""
    send_events(one), send_events(other)
    return median_of([(for_each_cpu_second(first, one), for_each_cpu_second(second, other)) for _ in range(ROUNDS)])


def for_each_cpu_second(server: psutil.Process, port: int, *, each: int = 500) -> float:
    """How many events it answers in a second of its own work."""
    before = server.cpu_times()
    sent = send_events(port, each=each)
    after = server.cpu_times()
    return float(sent / (after.user + after.system - before.user - before.system))


def _start(definition: Path) -> Figure:
    pair = paired(lambda: _start_once(bare(), BARE_PORT), lambda: _start_once(serve(definition), SERVE_PORT), rounds=7)
    return Figure(
        "start of `serve` to its first answer, against bare uvicorn",
        f"{pair.ratio:.2f} times",
        f"{pair.second:.2f} s against {pair.first:.2f} s",
        "<= 1.3 times",
    )


def _start_once(command: list[str], port: int) -> None:
    with running(command, port):
        pass


@contextmanager
def running(command: list[str], port: int) -> Iterator[psutil.Process]:
    """The server, from its first answer on until the end of the block."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        deadline = perf_counter() + 20
        while not _answers(port):
            assert perf_counter() < deadline, f"{command} does not answer"
            assert process.poll() is None, f"{command} ended"
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait()


def _answers(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/_sim/health", timeout=1) as answer:
            return bool(answer.status == 200)
    except (URLError, ConnectionError):
        return False
