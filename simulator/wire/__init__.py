"""Translators of each API: requests to operations, questions and commands, and back; outcomes to responses.

The service and the targets take the translator they need from its own module; the values they exchange stand here.
"""

from simulator.wire.credentials import DEFAULT_CREDENTIALS, Credentials
from simulator.wire.exchange import CannotSay, Refused, Request, Response
from simulator.wire.routing import Route, RouteTable
from simulator.wire.terms import SegmentTerm, Terms, terms_of

__all__ = [
    "DEFAULT_CREDENTIALS",
    "CannotSay",
    "Credentials",
    "Refused",
    "Request",
    "Response",
    "Route",
    "RouteTable",
    "SegmentTerm",
    "Terms",
    "terms_of",
]
