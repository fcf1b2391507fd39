"""Pages of stories that were really run."""

from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.documents import Problems
from simulator.engine import Verdict, run_scenario
from simulator.language import compile_yaml
from simulator.targets import open_target

Chronicled = Callable[[str], Verdict]


@pytest.fixture
def chronicled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Chronicled:
    """Runs a story in YAML and gives its verdict with the chronicle."""
    monkeypatch.chdir(tmp_path)

    def run(story: str) -> Verdict:
        Path("story.yaml").write_text(story, encoding="utf-8")
        problems = Problems()
        scenario = compile_yaml(Path("story.yaml"), problems)
        problems.raise_if_any()
        assert scenario is not None
        with open_target("embedded") as targets:
            return run_scenario(scenario, targets, chronicled=True)

    return run
