"""The service behind a socket: ASGI, TLS, a process."""

from simulator.emulator.asgi import Application
from simulator.emulator.limits import Limits
from simulator.emulator.process import running
from simulator.emulator.server import PORT_DEFAULT, Listening, Serving, serve
from simulator.emulator.state_file import opened

__all__ = ["PORT_DEFAULT", "Application", "Limits", "Listening", "Serving", "opened", "running", "serve"]
