"""A full disk: writing is refused and nothing happens, reading goes on, and with room again everything does."""

import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from simulator.emulator import Listening, Serving, opened, running
from simulator.emulator.state_file import read_state
from tests.builders import START
from tests.emulator.serving import CREDENTIALS

if sys.platform == "linux":
    import resource

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the limit of another process is set on Linux only")


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "shop.state"


@pytest.fixture
def server(state: Path) -> Iterator[Listening]:
    with running(Serving(port=0, clock=START, state=state)) as listening:
        yield listening


def room(server: Listening, bytes_max: int) -> None:
    """Let the server's files become that long at most, as if the disk were full then."""
    if sys.platform == "linux":
        resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (bytes_max, resource.RLIM_INFINITY))


def put(server: Listening, who: str) -> httpx.Response:
    return httpx.put(f"{server.url}/api/v1/customers/{who}", json={"plan": "basic"}, auth=CREDENTIALS, trust_env=False)


def people(server: Listening) -> list[str]:
    told = httpx.get(f"{server.url}/_sim/profiles", trust_env=False).json()["profiles"]
    return [person["id"] for person in told]


def test_a_full_disk_refuses_in_words_and_leaves_no_half_record(server: Listening, state: Path) -> None:
    put(server, "7")
    before = state.read_bytes()
    room(server, len(before) + 10)

    refused = put(server, "8")

    assert refused.status_code == 507
    assert "cannot be written to" in refused.json()["meta"]["error"]
    assert people(server) == ["7"]
    assert read_state(state).torn <= 10
    assert opened(state).held() == opened_from(before, state)


def opened_from(content: bytes, state: Path) -> bytes:
    copy = state.with_name("copy.state")
    copy.write_bytes(content)
    return opened(copy).held()


def test_with_room_again_writing_goes_on(server: Listening, state: Path) -> None:
    put(server, "7")
    room(server, state.stat().st_size + 10)
    assert put(server, "8").status_code == 507
    room(server, -1)

    answered = put(server, "9")

    assert answered.status_code == 200
    assert people(server) == ["7", "9"]
    kept = read_state(state)
    assert (len(kept.records), kept.torn) == (2, 0)
