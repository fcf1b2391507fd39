"""How long the slowest answers take with a million events held: p99 at 32 connections, beside a bare ASGI app.

Garbage collection over what is held is what makes a server of this kind stop; the events come by Track v2 batches.
"""

import json
from pathlib import Path
from statistics import quantiles
from urllib.request import Request, urlopen

from bench.http import BARE_PORT, SERVE_PORT, bare, running, serve, written
from bench.load import CREDENTIALS, send_events
from bench.timing import Figure, median_of

EVENTS, IN_A_BATCH, PEOPLE = 1_000_000, 4_000, 50_000
CONNECTIONS, EACH, ROUNDS = 32, 100, 7


def figures(folder: Path) -> list[Figure]:
    with running(bare(), BARE_PORT), running(serve(written(folder)), SERVE_PORT):
        fill()
        _p99(BARE_PORT), _p99(SERVE_PORT)
        rounds = [(_p99(BARE_PORT), _p99(SERVE_PORT)) for _ in range(ROUNDS)]
    base, our, ratio = median_of(rounds)
    return [
        Figure(
            f"p99 of `serve` at {CONNECTIONS} connections with {EVENTS:,} events held, against a bare ASGI app",
            f"{ratio:.1f} times",
            f"{our * 1_000:.1f} ms against {base * 1_000:.1f} ms",
            "<= 2.5 times",
        )
    ]


def fill() -> None:
    """Let the server hold the events, twenty of each of the people."""
    for first in range(0, EVENTS, IN_A_BATCH):
        batch = [_event(f"C-{number % PEOPLE}") for number in range(first, first + IN_A_BATCH)]
        call = Request(
            f"http://127.0.0.1:{SERVE_PORT}/api/v2/batch",
            json.dumps({"batch": batch}, separators=(",", ":")).encode(),
            {"authorization": f"Basic {CREDENTIALS.decode()}", "content-type": "application/json"},
        )
        with urlopen(call, timeout=60) as answer:
            assert answer.status == 200, answer.status


def _event(person: str) -> dict[str, object]:
    return {"type": "person", "action": "event", "identifiers": {"id": person}, "name": "Added to Cart"}


def _p99(port: int) -> float:
    """Seconds within which 99 of 100 calls are answered."""
    seconds: list[float] = []
    send_events(port, connections=CONNECTIONS, each=EACH, seconds=seconds)
    return quantiles(seconds, n=100)[98]
