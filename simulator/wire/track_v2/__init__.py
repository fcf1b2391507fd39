"""Track API v2, between requests and operations: one route takes a person's, an object's or a delivery's operation.

Another takes many of them at once.
"""

from simulator.operations import Operation
from simulator.wire.routing import Route
from simulator.wire.track_v2 import batch, entity
from simulator.wire.track_v2.batch import Batch, batch_answer
from simulator.wire.track_v2.entity import MATRIX
from simulator.wire.track_v2.errors import Faults, faults_in, rejected, unreadable
from simulator.wire.track_v2.saying import encode

__all__ = [
    "MATRIX",
    "PATHS",
    "ROUTES",
    "Batch",
    "Faults",
    "batch_answer",
    "encode",
    "faults_in",
    "rejected",
    "unreadable",
]

ROUTES: tuple[Route[Operation | tuple[Operation, ...] | Batch], ...] = (*entity.ROUTES, *batch.ROUTES)
PATHS = frozenset(route.pattern for route in ROUTES)
"""The paths whose errors have the shape of this version."""
