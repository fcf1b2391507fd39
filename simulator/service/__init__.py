"""The emulator without a socket: requests in, responses out, for many workspaces at once."""

from simulator.service.journal import ENTRIES_DEFAULT
from simulator.service.routes import ROUTES
from simulator.service.service import Service
from simulator.service.workspaces import ClockChoice

__all__ = ["ENTRIES_DEFAULT", "ROUTES", "ClockChoice", "Service"]
