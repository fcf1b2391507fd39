"""Services with a frozen and with a real clock, and their callers."""

import pytest

from simulator.service import Service
from simulator.values import Json
from tests.builders import START
from tests.service.caller import DEFINITION, REAL_NOW, Caller


@pytest.fixture
def caller() -> Caller:
    """A caller of a fresh service whose clock is frozen at START."""
    return Caller(Service(now=REAL_NOW, definition=DEFINITION, clock=START))


@pytest.fixture
def real_caller() -> Caller:
    """A caller of a fresh service whose clock is the machine's."""
    return Caller(Service(now=REAL_NOW, definition=DEFINITION))


@pytest.fixture
def phone_caller() -> Caller:
    """A caller of a fresh service where phone numbers identify, its clock frozen at START."""
    settings: dict[str, Json] = {"settings": {"identifiers": ["id", "email", "phone"]}}
    return Caller(Service(now=REAL_NOW, definition=settings, clock=START))
