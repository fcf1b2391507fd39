"""pytest over feature files, in this process and silently, with a plugin that takes down what comes.

The user's pytest configuration holds, but for what would stop a run half way or send it to other processes.
"""

import os
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

import simulator
from simulator.errors import UsageError
from simulator.gherkin import door
from simulator.gherkin.feature_file import COLLECTED, FeatureFile


class FeatureSession:
    """The plugin of such a pytest session; `fault` ends it with an error."""

    def __init__(self) -> None:
        self.fault: BaseException | None = None

    @pytest.hookimpl(tryfirst=True)
    def pytest_cmdline_main(self, config: pytest.Config) -> None:
        """Stay in this process, whatever the user's configuration asks of xdist."""
        config.option.numprocesses, config.option.dist = 0, "no"

    def pytest_configure(self, config: pytest.Config) -> None:
        config.stash[COLLECTED] = True
        door.install(config)

    def pytest_collect_file(self, file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
        return FeatureFile.from_parent(parent, path=file_path) if file_path.suffix == ".feature" else None

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Note an interrupt; `shouldstop` comes here too, after the fault that set it."""
        self.fault = self.fault or excinfo.value

    def pytest_internalerror(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        self.fault = excinfo.value


def hold(session: FeatureSession, files: Sequence[Path]) -> None:
    """Let pytest collect the files, and do with them what `session` says.

    Raises:
        UsageError: pytest can't start here: its configuration or a `conftest.py` is broken.
    """
    printed = StringIO()
    with TemporaryDirectory() as cache, redirect_stdout(printed), redirect_stderr(printed):
        status = pytest.main([*_options(files, cache), *map(str, files)], plugins=[session])
    if session.fault is not None:
        raise session.fault
    if status == pytest.ExitCode.USAGE_ERROR:
        raise UsageError(f"pytest cannot start here:\n{printed.getvalue().strip()}")


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
