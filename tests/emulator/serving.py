"""Emulators with a state file that are made for being killed, and those who call them meanwhile."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

import httpx

from simulator.emulator import Serving, serve, store
from simulator.emulator.state_file import read_state, resumed

CREDENTIALS = ("sim-site", "sim-track-key")


def serve_writing_anew_often(serving: Serving) -> None:
    """Serve, and write the state file anew after a few calls, so that kills strike there as well."""
    store.RECORDS_BYTES_MAX = 3_000
    serve(serving)


def held_in(path: Path) -> bytes:
    """What the records in the file come to."""
    return resumed(path, read_state(path)).held()


@dataclass
class Clients:
    """Some clients that send one event after the other, of one person each, until nobody answers any more."""

    url: str
    names: list[str]
    enough: int
    acknowledged: dict[str, list[int]] = field(default_factory=dict)
    reached: Event = field(default_factory=Event)

    def send_until(self, strike: Callable[[], None]) -> None:
        """Let all send, and strike when enough calls have been acknowledged."""
        self.acknowledged = {name: [] for name in self.names}
        threads = [Thread(target=self._send, args=(name,)) for name in self.names]
        for thread in threads:
            thread.start()
        assert self.reached.wait(timeout=60)
        strike()
        for thread in threads:
            thread.join()

    def _send(self, name: str) -> None:
        with httpx.Client(base_url=self.url, auth=CREDENTIALS, trust_env=False) as client:
            try:
                for number in range(100_000):
                    data = {"name": "buy", "data": {"number": number}}
                    if client.post(f"/api/v1/customers/{name}/events", json=data).status_code == 200:
                        self.acknowledged[name].append(number)
                    if sum(map(len, self.acknowledged.values())) >= self.enough:
                        self.reached.set()
            except httpx.TransportError:
                return  # it was killed
