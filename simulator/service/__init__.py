"""The emulator without a socket: requests in, responses out, for many workspaces at once."""

from simulator.service.journal import ENTRIES_DEFAULT
from simulator.service.ledger import ClockChoice, Ledger, NotKept, Record
from simulator.service.routes import ROUTES
from simulator.service.service import Service

__all__ = ["ENTRIES_DEFAULT", "ROUTES", "ClockChoice", "Ledger", "NotKept", "Record", "Service"]
