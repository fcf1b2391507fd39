from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.documents import Problems
from simulator.emulator.process import running
from simulator.language import compile_written, compile_yaml, read_feature
from simulator.scenario import Scenario

ROOT = Path(__file__).parents[2]


def bundled_stories() -> list[Scenario]:
    """Every scenario and every row of every feature that the project ships."""
    problems = Problems()
    found = [compile_yaml(path, problems) for path in sorted((ROOT / "scenarios").glob("*.yaml"))]
    for path in sorted((ROOT / "features").rglob("*.feature")):
        found += [compile_written(written, problems) for written in read_feature(path, problems)]
    problems.raise_if_any()
    return [scenario for scenario in found if scenario is not None]


@pytest.fixture(scope="session")
def emulator() -> Iterator[str]:
    """The address of a running emulator."""
    with running() as listening:
        yield listening.url


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "story" in metafunc.fixturenames:
        metafunc.parametrize("story", bundled_stories(), ids=lambda story: story.name)
