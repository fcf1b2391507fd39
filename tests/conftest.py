"""How many examples the laws try: 100 by default, the stated size with SIMULATOR_PROVE=1 (`make prove`).

Where there is no browser, one line says that its tests were left out.
"""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.browser.browser import browser_path

_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]

settings.register_profile("default", max_examples=100, deadline=None, suppress_health_check=_SLOW)
settings.register_profile("prove", max_examples=5_000, deadline=None, suppress_health_check=_SLOW)
settings.load_profile("prove" if os.environ.get("SIMULATOR_PROVE") == "1" else "default")

_BROWSER = Path(__file__).parent / "browser"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    wanted = any(_BROWSER.is_relative_to(Path(path).absolute()) for path in config.args)
    if wanted and browser_path() is None:
        terminalreporter.write_line("left out: tests/browser, for there is no browser; `make test-deps` installs one")
