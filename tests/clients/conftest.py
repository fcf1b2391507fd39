"""What the tests of official clients share: each module has an `emulator`, looked at by its `/_sim` routes."""

import ssl
from collections.abc import Iterator

import httpx
import pytest

from simulator.emulator import Listening
from simulator.instants import instant_text
from tests.builders import START


@pytest.fixture
def control(emulator: Listening) -> Iterator[httpx.Client]:
    """The `/_sim` routes of an emptied workspace whose clock is frozen at START."""
    context = ssl.create_default_context(cafile=emulator.ca)
    with httpx.Client(base_url=f"{emulator.url}/_sim", verify=context, trust_env=False) as client:
        client.post("/reset", json={"clock": instant_text(START)}).raise_for_status()
        yield client
