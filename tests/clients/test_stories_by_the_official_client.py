"""The stories once more, their calls made by the official Python client, unmodified, over TLS.

The client stamps what happens now with the machine's time, as a shop's own code does; the emulator moves it onto the
virtual clock. What a late webhook tells of the past carries the order's own time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from customerio import CustomerIO

from simulator.documents import Problems
from simulator.emulator.process import running
from simulator.emulator.server import Listening, Serving
from simulator.engine import run_scenario
from simulator.instants import SystemClock
from simulator.language import compile_written, compile_yaml, read_feature
from simulator.operations import Identify, Operation, Track
from simulator.scenario import Scenario
from simulator.targets import Target, open_target
from simulator.targets.emulator import EmulatorTarget
from simulator.values import Json

ROOT = Path(__file__).parents[2]
STORIES = (
    "anonymous_browse_then_identify",
    "order_webhook_twice",
    "recovery_15_order_20_late",
    "recovery_30_order_20_late",
    "recovery_30_order_31_late",
)


class ClientTarget:
    """A workspace whose deliveries are calls of the official client; everything else goes the usual way."""

    def __init__(self, workspace: EmulatorTarget, port: int) -> None:
        self._workspace = workspace
        self._client = CustomerIO(
            workspace.credentials.site_id, workspace.credentials.track_key, host="localhost", port=port
        )

    def __getattr__(self, name: str) -> Any:
        return getattr(self._workspace, name)

    def deliver(self, delivery_id: str, source: str, operation: Operation, at: int) -> None:
        self._workspace.reach(at)
        match operation:
            case Identify():
                attributes: dict[str, Any] = dict(operation.attributes)
                self._client.identify(str(operation.who), **attributes, _timestamp=_stamp(operation.timestamp, at))
            case Track(who=None):
                self._client.track_anonymous(
                    operation.anonymous_id,
                    operation.name,
                    operation.data,
                    operation.id,
                    _stamp(operation.timestamp, at),
                )
            case Track():
                self._client.track(
                    str(operation.who), operation.name, operation.data, operation.id, _stamp(operation.timestamp, at)
                )
            case _:
                pytest.fail(f"a story asked for {operation}")


def _stamp(happened: int | None, arrives: int) -> int | None:
    """What the client's host would write: its own clock for what happens now, the given time for the past."""
    return SystemClock().now() if happened == arrives else happened


class ClientTargets:
    def __init__(self, targets: Any, port: int) -> None:
        self._targets = targets
        self._port = port

    @contextmanager
    def workspace(self, definition: dict[str, Json], watch: tuple[str, ...], starts: int) -> Iterator[Target]:
        with self._targets.workspace(definition, watch, starts) as workspace:
            yield ClientTarget(workspace, self._port)


@pytest.fixture(scope="module")
def emulator() -> Iterator[Listening]:
    with running(Serving(port=0, tls=True)) as listening:
        yield listening


@pytest.fixture
def targets(emulator: Listening, monkeypatch: pytest.MonkeyPatch) -> Iterator[ClientTargets]:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(emulator.ca))
    monkeypatch.setenv("SSL_CERT_FILE", str(emulator.ca))
    port = int(emulator.url.rsplit(":", 1)[1])
    with open_target(f"https://localhost:{port}") as opened:
        yield ClientTargets(opened, port)


def stories() -> list[Scenario]:
    """Stories (a) and (b), from YAML and from Gherkin."""
    problems = Problems()
    found = [compile_yaml(ROOT / "scenarios" / f"{name}.yaml", problems) for name in STORIES]
    for path in ("identity/anonymous_history", "cart_recovery/late_order_webhook"):
        written = read_feature(ROOT / "features" / f"{path}.feature", problems)
        found += [compile_written(one, problems) for one in written]
    problems.raise_if_any()
    return [scenario for scenario in found if scenario is not None]


@pytest.mark.parametrize("scenario", stories(), ids=lambda scenario: scenario.name)
@pytest.mark.rule("events.time.rebase-real-time")
def test_the_story_holds_when_the_official_client_makes_its_calls(scenario: Scenario, targets: Any) -> None:
    verdict = run_scenario(scenario, targets)

    assert verdict.failures == ()
    assert verdict.passed > 0
