"""The service behind a socket: ASGI, TLS, a process."""

from simulator.emulator.asgi import Application
from simulator.emulator.limits import Limits
from simulator.emulator.process import running
from simulator.emulator.server import PORT_DEFAULT, Listening, Serving, serve

__all__ = ["PORT_DEFAULT", "Application", "Limits", "Listening", "Serving", "running", "serve"]
