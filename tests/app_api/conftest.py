"""A service with a frozen clock, and its caller."""

import pytest

from simulator.service import Service
from tests.builders import START
from tests.service.caller import DEFINITION, REAL_NOW, Caller


@pytest.fixture
def caller() -> Caller:
    """A caller of a fresh service whose clock is frozen at START."""
    return Caller(Service(now=REAL_NOW, definition=DEFINITION, clock=START))
