"""Imports point down only, the core does no I/O, and the wheel holds what a user needs."""

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

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


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        check=True,
        cwd=ROOT,
        capture_output=True,
    )
    return ZipFile(next(folder.glob("*.whl")))


def test_the_wheel_holds_every_module_every_list_and_every_bundled_story(wheel: ZipFile) -> None:
    held = set(wheel.namelist())

    modules = {str(path.relative_to(ROOT)) for path in (ROOT / "simulator").rglob("*.py")}
    stories = {f"simulator/stories/{path.relative_to(ROOT)}" for path in (ROOT / "scenarios").glob("*.yaml")}
    features = {f"simulator/stories/{path.relative_to(ROOT)}" for path in (ROOT / "features").rglob("*.feature")}
    page = {str(path.relative_to(ROOT)) for path in (ROOT / "simulator/report/templates").iterdir()}
    lists = {"simulator/parity/rules.yaml", "simulator/parity/settings.yaml", "simulator/plan/core_commerce.yaml"}
    assert (
        modules | stories | features | page | lists | {"simulator/py.typed", "simulator/stories/workspace.yaml"} <= held
    )


def test_the_wheel_offers_the_command_and_the_pytest_plugin(wheel: ZipFile) -> None:
    name = next(name for name in wheel.namelist() if name.endswith("entry_points.txt"))

    entry_points = wheel.read(name).decode()

    assert "simulator = simulator.cli.main:main" in entry_points
    assert "simulator = simulator.pytest_plugin" in entry_points


def test_no_file_of_the_package_is_called_by_a_name_that_explains_nothing() -> None:
    empty_names = {"utils", "helpers", "common", "misc", "base", "manager"}

    found = [path for path in (ROOT / "simulator").rglob("*") if path.stem in empty_names]

    assert found == []
