"""Kill -9 under load loses no acknowledged call: 5 kills by default, 100 with `make prove`."""

import os
import signal
from functools import partial
from pathlib import Path

import httpx
import pytest

from simulator.emulator import Listening, Serving, process, running
from simulator.emulator.state_file import read_state
from simulator.seeds import stream
from tests.emulator.serving import Clients, held_in, serve_writing_anew_often

KILLS = 100 if os.environ.get("SIMULATOR_PROVE") == "1" else 5
SEED = 7


def numbers(server: Listening, who: str) -> list[object]:
    """The numbers of the events that the person has; none if nobody is there."""
    events = httpx.get(f"{server.url}/_sim/profiles/{who}", trust_env=False).json().get("events", [])
    return [event["data"]["number"] for event in events]


def test_kills_under_load_lose_no_acknowledged_call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "serve", serve_writing_anew_often)
    serving = Serving(port=0, state=tmp_path / "shop.state")
    assert serving.state is not None
    acknowledged: dict[str, list[int]] = {}

    for kill in range(KILLS):
        with running(serving) as server:
            begun = Clients(
                server.url, [f"k{kill}-{one}" for one in range(4)], stream(SEED, "kill", kill).below(150) + 1
            )
            begun.send_until(partial(os.kill, server.pid, signal.SIGKILL))
        left = held_in(serving.state)

        with running(serving) as again:
            assert read_state(serving.state).held == left
            for who, answered in begun.acknowledged.items():
                assert numbers(again, who)[: len(answered)] == answered
        acknowledged |= begun.acknowledged

    with running(serving) as last:
        assert all(numbers(last, who)[: len(answered)] == answered for who, answered in acknowledged.items())
