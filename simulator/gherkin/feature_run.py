"""Feature files under pytest, in this process and silently: what `simulator run` and `simulator check` do with them.

pytest collects the files, so that the user's own steps are known; every scenario is compiled; only then, and only if
there is no problem anywhere, anything is performed. The user's pytest configuration holds, but for what would stop a
run half way or send it to other processes.
"""

import os
from collections.abc import Callable, Generator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

import simulator
from simulator.documents import Place, Problems
from simulator.engine import ExpectationFailed, Verdict
from simulator.errors import SimulatorError, UsageError
from simulator.gherkin import door
from simulator.gherkin.feature_file import FeatureFile
from simulator.gherkin.features import FEATURES, Features
from simulator.gherkin.performance import Performance
from simulator.gherkin.stage import STAGE, Stage
from simulator.report import Results, Skipped


@dataclass(frozen=True, slots=True)
class FeatureRun:
    """What came of the features: how many stories were wanted, and how those went that were performed."""

    stories: int
    results: Results


def run_features(
    files: Sequence[Path], stage: Stage, problems: Problems, *, wanted: Callable[[str], bool], perform: bool = True
) -> FeatureRun:
    """Compile the feature files, and perform the wanted stories unless `problems` has anything by then.

    Args:
        wanted: whether a story of this name is to be performed.
        perform: without it nothing but compiling is done.

    Raises:
        UsageError: pytest can't start here: its configuration or a `conftest.py` is broken.
        TargetError: the target does not answer.
    """
    session = _Session(stage, problems, wanted, perform=perform)
    printed = StringIO()
    with TemporaryDirectory() as cache, redirect_stdout(printed), redirect_stderr(printed):
        status = pytest.main([*_options(files, cache), *map(str, files)], plugins=[session])
    if session.fault is not None:
        raise session.fault
    if status == pytest.ExitCode.USAGE_ERROR:
        raise UsageError(f"pytest cannot start here:\n{printed.getvalue().strip()}")
    return FeatureRun(session.stories, Results(tuple(session.verdicts), tuple(session.skipped)))


def _options(files: Sequence[Path], cache: str) -> list[str]:
    # pytest warns of pytest-bdd and ourselves, which are imported already; a user's filter may make that an error.
    imported = ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
    return [*imported, "-p", "pytest-bdd", "--maxfail=0", "-o", f"cache_dir={cache}", *_root(files)]


def _root(files: Sequence[Path]) -> list[str]:
    """Where pytest looks for settings and `conftest.py`: here, for files elsewhere where they are.

    Bundled features lie in a place that may be inside a user's project, with which they have nothing to do.
    """
    here, package = Path.cwd(), Path(simulator.__file__).parent
    if all(file.absolute().is_relative_to(package) for file in files):
        return ["-c", os.devnull, f"--rootdir={package}", f"--confcutdir={package}"]
    return [f"--rootdir={here}"] if all(file.absolute().is_relative_to(here) for file in files) else []


class _Session:
    """The plugin of such a pytest session; `fault` ends the run with an error instead of a verdict."""

    def __init__(self, stage: Stage, problems: Problems, wanted: Callable[[str], bool], *, perform: bool) -> None:
        self.fault: BaseException | None = None
        self.stories = 0
        self.verdicts: list[Verdict] = []
        self.skipped: list[Skipped] = []
        self._stage = stage
        self._problems = problems
        self._wanted = wanted
        self._perform = perform
        self._features = Features(alone=True)
        self._passed_over: dict[str, str] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_cmdline_main(self, config: pytest.Config) -> None:
        """Stay in this process, whatever the user's configuration asks of xdist."""
        config.option.numprocesses, config.option.dist = 0, "no"

    def pytest_configure(self, config: pytest.Config) -> None:
        config.stash[STAGE] = self._stage
        config.stash[FEATURES] = self._features
        door.install(config)

    def pytest_collect_file(self, file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
        return FeatureFile.from_parent(parent, path=file_path) if file_path.suffix == ".feature" else None

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A file that pytest can't collect is a problem like any other."""
        if report.failed:
            path = report.nodeid.partition("::")[0]
            self._problems.add(Place(path, 1, 1), f"pytest cannot collect it: {report.longreprtext}")

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Compile all, then keep what is wanted."""
        scenarios = self._features.compile_all(session.items, self._problems)
        session.items[:] = (item for item, scenario in scenarios.items() if self._wanted(scenario.name))
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

    def _conclude(self, verdict: Verdict, passed_over: str | None) -> None:
        if passed_over is None:
            self.verdicts.append(verdict)
        else:
            self.skipped.append(Skipped(verdict.name, verdict.place, passed_over, verdict.origin))

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Note an interrupt; `shouldstop` comes here too, after the fault that set it."""
        self.fault = self.fault or excinfo.value

    def pytest_internalerror(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        self.fault = excinfo.value


def _is_not_the_users(raised: pytest.ExceptionInfo[BaseException]) -> bool:
    """Whether the target or the simulator failed: our error wherever it came up, any error from behind the door."""
    if isinstance(raised.value, SimulatorError):
        return True
    behind = any(entry.frame.code.raw in door.BEHIND for entry in raised.traceback)
    return behind and isinstance(raised.value, Exception) and not isinstance(raised.value, ExpectationFailed)
