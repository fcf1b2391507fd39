"""How a served port begins and ends: the same with TLS and without."""

import signal
import socket
from pathlib import Path

import pytest

from simulator.emulator import Serving, serve
from simulator.errors import UsageError
from tests.emulator.raw import GOOD, connected, rest, secured
from tests.emulator.served import served


@pytest.mark.parametrize("options", [[], ["--tls"]])
@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_ends_open_connections_and_leaves_nothing_behind(
    tmp_path: Path, options: list[str], sent: signal.Signals
) -> None:
    with served(tmp_path, *options) as server, connected(server.listening) as silent:
        authority = server.listening.ca
        with connected(server.listening) as plain:
            busy = secured(plain, server.listening) if options else plain
            busy.sendall(GOOD)
            assert busy.recv(65_536).startswith(b"HTTP/1.1 200 OK")
            server.process.send_signal(sent)
            status = server.process.wait(10)

            assert b"HTTP/1.1" not in rest(busy)
            assert rest(silent) == b""
            busy.close()

    assert status == 0
    assert server.complaints() == ""
    assert authority is None or not Path(authority).exists()


@pytest.mark.parametrize("tls", [False, True])
def test_a_port_that_is_taken_is_told_and_no_ready_file_lies(tmp_path: Path, tls: bool) -> None:
    ready = tmp_path / "ready.json"
    ready.write_text("of an earlier run", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(UsageError, match=rf"port {port} of 127\.0\.0\.1 cannot be served.*--port 0"):
            serve(Serving(port=port, tls=tls, ready_file=ready))

    assert not ready.exists()
