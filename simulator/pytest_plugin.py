"""What `pip install` adds to a user's pytest: options, scenario files as tests, fixtures, and one door to the steps.

At pytest's start this file and the door are imported and nothing else of ours; the rest waits for the first sentence,
scenario file or fixture that needs it.
"""

from collections.abc import Generator, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from simulator.gherkin.improvisation import Improvisation, Shoppers
    from simulator.gherkin.performance import Performance
    from simulator.targets import Target
    from simulator.targets.clock import TargetClock
    from simulator.targets.doors import CustomerIOMock
    from simulator.targets.live_views import Deliveries, Outbox

_YAML = (".yaml", ".yml")
_FOLDER = "scenarios"


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("simulator", "Customer.io simulator")
    group.addoption(
        "--simulator-target",
        default="embedded",
        metavar="embedded|URL",
        help="where the stories run: in this process, or on a running `simulator serve` (default: embedded)",
    )
    group.addoption(
        "--simulator-seed", type=int, metavar="N", help="the seed of every story, instead of the one it names"
    )
    group.addoption(
        "--simulator-trace", metavar="DIR", help="write a trace of each story that fails, as a page of its own in DIR"
    )


def pytest_configure(config: pytest.Config) -> None:
    if hasattr(config.hook, "pytest_bdd_before_step"):
        from simulator.gherkin import door

        door.install(config)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Take scenario files that are named, or that stand in a folder called `scenarios`."""
    if file_path.suffix not in _YAML:
        return None
    if not (parent.session.isinitpath(file_path) or _FOLDER in parent.nodeid.split("/")):
        return None
    from simulator.language import is_story

    return ScenarioFile.from_parent(parent, path=file_path) if is_story(file_path) else None


def collect_features(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Take feature files as they stand: what a `conftest.py` has as its `pytest_collect_file`.

    With it no test module needs to name the features; one that does would run them a second time.
    """
    if file_path.suffix != ".feature":
        return None
    from simulator.gherkin.feature_file import COLLECTED, FeatureFile

    return None if COLLECTED in parent.config.stash else FeatureFile.from_parent(parent, path=file_path)


class ScenarioFile(pytest.File):
    """A YAML file with one scenario."""

    def collect(self) -> Iterable[pytest.Item]:
        yield ScenarioItem.from_parent(self, name=self.path.stem)


class ScenarioItem(pytest.Item):
    """Compiles the scenario of its file as its setup, and runs it as its test."""

    def setup(self) -> None:
        from simulator.documents import Problems
        from simulator.language import compile_yaml, shown_path

        problems = Problems()
        self._scenario = compile_yaml(shown_path(self.path), problems)
        problems.raise_if_any()

    def runtest(self) -> None:
        from simulator.gherkin.stage import raise_failed, stage_of

        assert self._scenario is not None, "a scenario without problems has a value"
        verdict = stage_of(self.config).run(self._scenario)
        raise_failed(verdict, verdict.failures)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, 0, self.name


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    call: pytest.CallInfo[None],
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let our own errors speak for themselves: their text says it all, and the frames below are not the user's."""
    report = yield
    if report.failed and call.excinfo and type(call.excinfo.value).__module__.startswith("simulator."):
        report.longrepr = str(call.excinfo.value)
    return report


@pytest.fixture
def workspace(request: pytest.FixtureRequest) -> "Iterator[Target]":
    """The workspace of this test: that of the scenario, else a new one as the nearest `workspace.yaml` defines it."""
    from simulator.gherkin.door import PERFORMANCE
    from simulator.gherkin.stage import stage_of

    if performance := request.node.stash.get(PERFORMANCE, None):
        yield performance.target
    else:
        with stage_of(request.config).workspace_above(request.path) as target:
            yield target


@pytest.fixture
def _improvisation(request: pytest.FixtureRequest, workspace: "Target") -> "Improvisation":
    """The run of the test's workspace: that of its scenario, else one of its own."""
    from simulator.gherkin.door import PERFORMANCE
    from simulator.gherkin.improvisation import improvised
    from simulator.gherkin.stage import stage_of

    performance: Performance | None = request.node.stash.get(PERFORMANCE, None)
    if performance is not None:
        return performance.improvisation
    return improvised(request.node.name, request.path, workspace, stage_of(request.config).seed)


@pytest.fixture
def clock(workspace: "Target", _improvisation: "Improvisation") -> "TargetClock":
    """The clock of the test's workspace, to read and to move; nothing else in the process notices."""
    from simulator.targets.clock import TargetClock

    return TargetClock(workspace, _improvisation.move_to)


@pytest.fixture
def shoppers(_improvisation: "Improvisation") -> "Shoppers":
    """Shoppers who do what the verbs of a journey say: `shoppers("Maya").does("add to cart", on="laptop")`."""
    from simulator.gherkin.improvisation import Shoppers

    return Shoppers(_improvisation)


@pytest.fixture
def frozen_time(clock: "TargetClock", workspace: "Target") -> "Iterator[TargetClock]":
    """The same clock, and `datetime.now()` of the test's own code in step with it."""
    from simulator.targets.clock import in_step

    with in_step(workspace):
        yield clock


@pytest.fixture
def customerio_mock(workspace: "Target") -> "Iterator[CustomerIOMock]":
    """Calls of the test's own code to Customer.io, answered by the test's workspace; other hosts pass."""
    from simulator.targets.doors import mocked

    with mocked(workspace) as mock:
        yield mock


@pytest.fixture
def messages(workspace: "Target") -> "Outbox":
    """The outbox of the test's workspace, as it is whenever it is looked at."""
    from simulator.targets.live_views import Outbox

    return Outbox(workspace)


@pytest.fixture
def deliveries(workspace: "Target") -> "Deliveries":
    """The calls that the test's workspace received, as they are whenever they are looked at."""
    from simulator.targets.live_views import Deliveries

    return Deliveries(workspace)


@pytest.fixture(scope="session")
def _emulator_process() -> Iterator[str]:
    """The address of an emulator that serves all tests of the session, one after the other."""
    from simulator.emulator import running

    with running() as listening:
        yield listening.url


@pytest.fixture
def emulator_url(request: pytest.FixtureRequest, _emulator_process: str) -> str:
    """The address of a live emulator for a system under test; empty, and set up by the nearest `workspace.yaml`."""
    from simulator.gherkin.stage import definition_above
    from simulator.scenario import DEFAULT_START
    from simulator.targets.remote import remote

    with remote(_emulator_process) as emulator:
        emulator.start_afresh(definition_above(request.path), DEFAULT_START)
    return _emulator_process
