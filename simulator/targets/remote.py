"""The target behind an address: a running `simulator serve`, on this machine only."""

import ssl
from urllib.parse import urlsplit

import httpx

from simulator.errors import SafetyError, TargetError, UsageError
from simulator.service.loopback import is_loopback
from simulator.targets.emulator import EmulatorTargets
from simulator.wire import Request, Response

_TIMEOUT_SECONDS = 30


def remote(url: str) -> EmulatorTargets:
    """The workspaces of the emulator at `url`.

    Raises:
        UsageError: that is no address.
        SafetyError: the address is not of this machine.
    """
    _check(url)
    client = httpx.Client(
        base_url=url,
        timeout=_TIMEOUT_SECONDS,
        trust_env=False,  # what goes to loopback has no business with a proxy
        verify=ssl.create_default_context() if url.startswith("https") else False,
    )

    def send(request: Request) -> Response:
        target = f"{request.path}?{request.query}" if request.query else request.path
        try:
            answered = client.request(request.method, target, headers=dict(request.headers), content=request.body)
        except httpx.HTTPError as error:
            raise TargetError(
                f"{url} does not answer: {error}. Start it with `simulator serve`, or leave the target out to run "
                "embedded."
            ) from error
        return Response(answered.status_code, dict(answered.headers), answered.content)

    return EmulatorTargets(url, send, close=client.close)


def _check(url: str) -> None:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise UsageError(f"'{url}' is no address: {error}") from error
    if parts.scheme not in ("http", "https") or not host:
        raise UsageError(f"'{url}' is no address; write one such as http://127.0.0.1:8025")
    if not is_loopback(host):
        raise SafetyError(f"'{url}' is not on this machine; made-up people go to a loopback address only")
