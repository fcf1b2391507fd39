"""Track API v2, between requests and operations: one route takes a person's, an object's or a delivery's operation."""

from simulator.wire.track_v2.entity import MATRIX, PATH, ROUTES
from simulator.wire.track_v2.errors import rejected
from simulator.wire.track_v2.saying import encode

__all__ = ["MATRIX", "PATH", "ROUTES", "encode", "rejected"]
