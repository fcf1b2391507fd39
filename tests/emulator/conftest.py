"""One running emulator, over HTTP and over HTTPS, shared by the tests of a file; each makes its own workspace."""

from collections.abc import Iterator

import pytest

from simulator.emulator import Listening, Serving, running


@pytest.fixture(scope="module")
def emulator() -> Iterator[Listening]:
    """An emulator in a process of its own."""
    with running() as listening:
        yield listening


@pytest.fixture(scope="module")
def tls_emulator() -> Iterator[Listening]:
    """An emulator that speaks TLS."""
    with running(Serving(port=0, tls=True)) as listening:
        yield listening
