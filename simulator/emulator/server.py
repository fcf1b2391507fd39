"""The emulator behind a socket: uvicorn with connections of our own, on loopback unless somebody insists.

The socket is bound before the server starts, so that a busy port is told in plain words and port 0 can be read back.
With TLS it is the front that takes the connections, since the port is a proxy as well.
"""

import gc
import logging
import os
import signal
import socket
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import uvicorn

from simulator.emulator.answering import answering
from simulator.emulator.certificates import Certificates, make_certificates
from simulator.emulator.connection import Answer, Configuration, Connection
from simulator.emulator.front import Front
from simulator.emulator.limits import Limits
from simulator.errors import SafetyError, UsageError
from simulator.instants import SystemClock
from simulator.service import ENTRIES_DEFAULT, ClockChoice, Service
from simulator.service.loopback import is_loopback
from simulator.values import Json

PORT_DEFAULT = 8025
_BACKLOG = 2_048
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Serving:
    """What to serve and where. Port 0 is any that is free; `ready_file` is written once calls are taken.

    A `state` file keeps what is served; one that holds something already goes on with its own definition and clock.
    """

    host: str = "127.0.0.1"
    port: int = PORT_DEFAULT
    tls: bool = False
    ready_file: Path | None = None
    beyond_loopback: bool = False
    definition: dict[str, Json] = field(default_factory=dict)
    clock: ClockChoice = "real"
    journal_max: int = ENTRIES_DEFAULT
    state: Path | None = None
    limits: Limits = field(default_factory=Limits)


class Listening(msgspec.Struct, frozen=True):
    """A server that takes calls; `ca` is the PEM file to trust, where it speaks TLS."""

    url: str
    ca: str | None
    pid: int


def serve(serving: Serving, *, announce: Callable[[Listening], None] = lambda _: None) -> None:
    """Serve until interrupted or terminated; `announce` is called once calls are taken. For a process's main thread.

    Raises:
        SafetyError: the host is not loopback, and nobody insisted.
        UsageError: the port is taken, the host is none of this machine, or the state cannot be gone on with.
        DefinitionError: the definition is none.
    """
    _check_host(serving)
    if serving.ready_file is not None:
        serving.ready_file.unlink(missing_ok=True)
    clock = SystemClock()
    with ExitStack() as closing:
        listener = closing.enter_context(_bound(serving.host, serving.port))
        service = _service(serving, clock, closing)
        certificates = _certificates(closing) if serving.tls else None
        listening = Listening(
            _url(listener, serving), str(certificates.authority) if certificates else None, os.getpid()
        )

        def ready() -> None:
            if serving.ready_file is not None:
                _write_whole(serving.ready_file, msgspec.json.encode(listening))
            announce(listening)

        config = _configured(answering(service, clock), certificates, serving.limits)
        server = _Server(config, ready)
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends like an interrupt: what is open is closed
        with suppress(KeyboardInterrupt):
            server.run(sockets=[listener])


def _service(serving: Serving, clock: SystemClock, closing: ExitStack) -> Service:
    """The service that the state holds, or a new one."""

    def begin() -> Service:
        return Service(
            now=clock.now(), definition=serving.definition, clock=serving.clock, journal_max=serving.journal_max
        )

    if serving.state is None:
        return begin()
    from simulator.emulator.store import kept_in

    service = closing.enter_context(kept_in(serving.state, begin, journal_max=serving.journal_max))
    if serving.definition and service.definition != serving.definition:
        _log.warning(
            "%s: goes on with the definition it holds, which is not the one given; PUT /_sim/workspace sets another",
            serving.state,
        )
    return service


class _Server(uvicorn.Server):
    """Has a front where it speaks TLS, and tells when it takes calls."""

    def __init__(self, config: Configuration, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._configuration = config
        self._ready = ready
        self._fronts: list[Front] = []

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        context, limits = self.config.ssl, self._configuration.limits
        await super().startup(sockets=[] if context else sockets)
        if context:
            self._fronts = [Front(one, context, self._connection, limits) for one in sockets or []]
        _quiet_collector()
        self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for front in self._fronts:
            front.close()
        await super().shutdown(sockets=sockets)

    def _connection(self) -> Connection:
        return Connection(self._configuration, self.server_state, self.lifespan.state)


def _quiet_collector() -> None:
    """Let the garbage collector look seldom: what a workspace holds grows, lives long and has no circles.

    With a million events held, a full collection would stop the server for a tenth of a second, again and again.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def _configured(answer: Answer, certificates: Certificates | None, limits: Limits) -> Configuration:
    configured = Configuration(
        answer,  # by our connections, without an application in between
        interface="asgi3",
        http=Connection,
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="error",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        backlog=_BACKLOG,
        timeout_graceful_shutdown=1,
        ssl_certfile=certificates.server if certificates else None,
    )
    configured.answer, configured.limits = answer, limits
    return configured


def _check_host(serving: Serving) -> None:
    if not serving.beyond_loopback and not is_loopback(serving.host):
        raise SafetyError(
            f"host '{serving.host}' would let other machines in, and nothing here is secret to them; serve on 127.0.0.1"
        )


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except OSError as error:
        why = os.strerror(error.errno) if error.errno and error.errno > 0 else str(error)
        raise UsageError(
            f"port {port} of {host} cannot be served: {why.lower()}; choose another with --port, or --port 0 for any "
            "that is free"
        ) from error
    # Accepted sockets inherit it; without it every answer waits 40 ms for the caller's delayed acknowledgement.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def _url(listener: socket.socket, serving: Serving) -> str:
    host = f"[{serving.host}]" if ":" in serving.host else serving.host
    return f"{'https' if serving.tls else 'http'}://{host}:{listener.getsockname()[1]}"


def _certificates(closing: ExitStack) -> Certificates:
    return make_certificates(Path(closing.enter_context(TemporaryDirectory(prefix="simulator-tls-"))))


def _write_whole(path: Path, content: bytes) -> None:
    """Write the file so that whoever waits for it never reads half of it."""
    partial = path.with_name(path.name + ".partial")
    partial.write_bytes(content)
    partial.replace(path)
