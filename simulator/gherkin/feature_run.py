"""Feature files under pytest, silently: what `simulator run` and `simulator check` do with them.

pytest collects the files, so that the user's own steps are known; every scenario is compiled; only then, and only if
there is no problem anywhere, anything is performed.
"""

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from simulator.documents import Place, Problems
from simulator.engine import ExpectationFailed, Verdict
from simulator.errors import SimulatorError
from simulator.gherkin import door
from simulator.gherkin.features import FEATURES, Features
from simulator.gherkin.performance import Performance
from simulator.gherkin.silent_pytest import FeatureSession, hold
from simulator.gherkin.stage import STAGE, Stage
from simulator.report import Results, Skipped
from simulator.scenario import Scenario


@dataclass(frozen=True, slots=True)
class FeatureRun:
    """What came of the features: how many stories were wanted, and how those went that were performed."""

    stories: int
    results: Results


def run_features(
    files: Sequence[Path],
    stage: Stage,
    problems: Problems,
    *,
    wanted: Callable[[Scenario], bool],
    done: Callable[[], None] = lambda: None,
    perform: bool = True,
) -> FeatureRun:
    """Compile the feature files, and perform the wanted stories unless `problems` has anything by then.

    Args:
        wanted: whether a story is to be performed.
        done: called after each story.
        perform: without it nothing but compiling is done.

    Raises:
        UsageError: pytest can't start here: its configuration or a `conftest.py` is broken.
        TargetError: the target does not answer.
    """
    session = _Session(stage, problems, wanted, done, perform=perform)
    hold(session, files)
    return FeatureRun(session.stories, Results(tuple(session.verdicts), tuple(session.skipped)))


class _Session(FeatureSession):
    """Compiles, performs and takes down verdicts; `fault` ends the run with an error instead of a verdict."""

    def __init__(
        self,
        stage: Stage,
        problems: Problems,
        wanted: Callable[[Scenario], bool],
        done: Callable[[], None],
        *,
        perform: bool,
    ) -> None:
        super().__init__()
        self.stories = 0
        self.verdicts: list[Verdict] = []
        self.skipped: list[Skipped] = []
        self._stage = stage
        self._problems = problems
        self._wanted = wanted
        self._done = done
        self._perform = perform
        self._features = Features(alone=True)
        self._passed_over: dict[str, str] = {}

    def pytest_configure(self, config: pytest.Config) -> None:
        super().pytest_configure(config)
        config.stash[STAGE] = self._stage
        config.stash[FEATURES] = self._features

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A file that pytest can't collect is a problem like any other."""
        if report.failed:
            path = report.nodeid.partition("::")[0]
            self._problems.add(Place(path, 1, 1), f"pytest cannot collect it: {report.longreprtext}")

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Compile all, then keep what is wanted."""
        scenarios = self._features.compile_all(session.items, self._problems)
        session.items[:] = (item for item, scenario in scenarios.items() if self._wanted(scenario))
        self.stories = len(session.items)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self) -> bool | None:
        return None if self._perform and not self._problems else True

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        if call.excinfo is not None and _is_not_the_users(call.excinfo):
            self.fault = call.excinfo.value
            item.session.shouldstop = "the simulator cannot go on"
        elif performance := item.stash.get(door.PERFORMANCE, None):
            self._note(performance, report, call.excinfo)
        return report

    def _note(
        self, performance: Performance, report: pytest.TestReport, raised: pytest.ExceptionInfo[BaseException] | None
    ) -> None:
        """Take down what setup, steps or teardown came to; the teardown comes last."""
        if report.skipped:
            why = getattr(report, "wasxfail", "") or (str(raised.value) if raised else "")
            self._passed_over[report.nodeid] = why
        elif report.failed and not (raised and raised.errisinstance(ExpectationFailed)):
            performance.break_off(raised.exconly() if raised else report.longreprtext)
        if report.when == "teardown":
            self._conclude(performance.verdict, self._passed_over.get(report.nodeid))
            self._done()

    def _conclude(self, verdict: Verdict, passed_over: str | None) -> None:
        if passed_over is None:
            self.verdicts.append(verdict)
        else:
            self.skipped.append(Skipped(verdict.name, verdict.place, passed_over, verdict.origin))


def _is_not_the_users(raised: pytest.ExceptionInfo[BaseException]) -> bool:
    """Whether the target or the simulator failed: our error wherever it came up, any error from behind the door."""
    if isinstance(raised.value, SimulatorError):
        return True
    behind = any(entry.frame.code.raw in door.BEHIND for entry in raised.traceback)
    return behind and isinstance(raised.value, Exception) and not isinstance(raised.value, ExpectationFailed)
