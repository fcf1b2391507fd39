"""What one would take instead of an emulator today: a pytest-httpserver that answers `{}` to one route.

`python -m bench.peers PORT` serves it. WireMock needs a JVM, and moto emulates other services; neither is compared.
"""

import re
import sys
from pathlib import Path
from threading import Event

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from bench.http import SERVE_PORT, for_each_cpu_second, running, serve, written
from bench.load import send_events
from bench.timing import Figure, median_of

PORT, ROUNDS, EACH = 8744, 5, 60


def figures(folder: Path) -> list[Figure]:
    theirs = [sys.executable, "-m", "bench.peers", str(PORT)]
    with running(theirs, PORT) as stub, running(serve(written(folder)), SERVE_PORT) as ours:
        send_events(PORT, each=EACH), send_events(SERVE_PORT)
        rounds = [
            (for_each_cpu_second(stub, PORT, each=EACH), for_each_cpu_second(ours, SERVE_PORT)) for _ in range(ROUNDS)
        ]
    stub_rate, our_rate, ratio = median_of(rounds)
    return [
        Figure(
            "`serve` against pytest-httpserver with one route, requests for a CPU second",
            f"{ratio:.1f} times",
            f"{our_rate:,.0f} against {stub_rate:,.0f}",
        )
    ]


def main(port: int) -> None:
    server = HTTPServer(port=port)
    server.expect_request("/_sim/health").respond_with_data("{}")
    server.expect_request(re.compile("^/api/v1/customers/.*/events$")).respond_with_handler(_taken)
    server.start()
    Event().wait()


def _taken(request: Request) -> Response:
    """Read the body as JSON and say nothing more, as the bare ASGI app does."""
    request.get_json()
    return Response("{}\n", content_type="application/json; charset=utf-8")


if __name__ == "__main__":
    main(int(sys.argv[1]))
