"""The wheel holds what a user needs."""

from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(wheel_file: Path) -> ZipFile:
    return ZipFile(wheel_file)


def test_the_wheel_holds_every_module_every_list_and_every_bundled_story(wheel: ZipFile) -> None:
    held = set(wheel.namelist())

    modules = {str(path.relative_to(ROOT)) for path in (ROOT / "simulator").rglob("*.py")}
    stories = {f"simulator/stories/{path.relative_to(ROOT)}" for path in (ROOT / "scenarios").glob("*.yaml")}
    features = {f"simulator/stories/{path.relative_to(ROOT)}" for path in (ROOT / "features").rglob("*.feature")}
    page = {str(path.relative_to(ROOT)) for path in (ROOT / "simulator/report/templates").iterdir()}
    scaffold = {str(path.relative_to(ROOT)) for path in (ROOT / "simulator/scaffold").rglob("*.*") if path.is_file()}
    lists = {"simulator/parity/rules.yaml", "simulator/parity/settings.yaml", "simulator/plan/core_commerce.yaml"}
    others = {"simulator/py.typed", "simulator/stories/workspace.yaml"}
    assert modules | stories | features | page | scaffold | lists | others <= held


def test_the_wheel_offers_the_command_and_the_pytest_plugin(wheel: ZipFile) -> None:
    name = next(name for name in wheel.namelist() if name.endswith("entry_points.txt"))

    entry_points = wheel.read(name).decode()

    assert "simulator = simulator.cli.main:main" in entry_points
    assert "simulator = simulator.pytest_plugin" in entry_points
