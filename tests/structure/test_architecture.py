"""Imports point down only, the core does no I/O, and the wheel holds what a user needs."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_imports_point_down_only_and_the_core_does_no_io() -> None:
    linter = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )

    assert linter.returncode == 0, linter.stdout


def test_no_file_of_the_package_is_called_by_a_name_that_explains_nothing() -> None:
    empty_names = {"utils", "helpers", "common", "misc", "base", "manager"}

    found = [path for path in (ROOT / "simulator").rglob("*") if path.stem in empty_names]

    assert found == []
