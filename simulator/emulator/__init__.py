"""The service behind a socket: HTTP/1.1, TLS, a process."""

from simulator.emulator.limits import Limits
from simulator.emulator.process import running
from simulator.emulator.server import PORT_DEFAULT, Listening, Serving, serve
from simulator.emulator.state_file import opened

__all__ = ["PORT_DEFAULT", "Limits", "Listening", "Serving", "opened", "running", "serve"]
