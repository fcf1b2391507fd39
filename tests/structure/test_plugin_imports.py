"""pytest's start pays for the plugin and its door only; everything else waits until it is needed."""

import subprocess
import sys
from pathlib import Path

ALLOWED = {"simulator", "simulator.pytest_plugin", "simulator.gherkin", "simulator.gherkin.door"}
PROBE = """
import sys
def pytest_sessionfinish():
    print("IMPORTED", *sorted(name for name in sys.modules if name.partition(".")[0] == "simulator"))
def test_of_the_users_own():
    pass
"""


def imported_by(statement: str) -> set[str]:
    names = f"{statement}; import sys; print(*(name for name in sys.modules if name.partition('.')[0] == 'simulator'))"
    done = subprocess.run([sys.executable, "-c", names], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_importing_the_plugin_imports_nothing_else_of_ours() -> None:
    assert imported_by("import simulator.pytest_plugin") == {"simulator", "simulator.pytest_plugin"}


def test_importing_the_door_imports_nothing_else_of_ours() -> None:
    assert imported_by("import simulator.gherkin.door") == ALLOWED - {"simulator.pytest_plugin"}


def test_a_pytest_run_without_features_imports_the_plugin_and_its_door_only(tmp_path: Path) -> None:
    (tmp_path / "test_own.py").write_text(PROBE, encoding="utf-8")
    (tmp_path / "conftest.py").write_text("from test_own import pytest_sessionfinish\n", encoding="utf-8")

    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-s", "-q", "-p", "no:cacheprovider", str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    )

    [line] = [line for line in done.stdout.splitlines() if "IMPORTED" in line]
    assert set(line.partition("IMPORTED")[2].split()) == ALLOWED


def test_the_help_of_the_command_line_imports_no_engine() -> None:
    loaded = imported_by("from simulator.cli.main import main; main(['--help'])")

    assert not {name for name in loaded if name.partition(".")[2].partition(".")[0] in {"engine", "language", "report"}}
