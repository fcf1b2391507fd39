"""Stories in YAML, run in process: what held, and what a reader is told of what did not."""

from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.documents import Problems
from simulator.engine import run_scenario
from simulator.language import compile_yaml
from simulator.report import failure_text
from simulator.targets import open_target

Told = Callable[[str], list[str]]

WORKSPACE = """\
workspace:
  settings: {identifiers: [id, email]}
  segments:
    Buyers: performed "Order Placed"
  campaigns:
    Thanks: {trigger: {event: Order Placed}, frequency: every time, steps: [{send: {email: Thanks}}]}
"""


@pytest.fixture
def told(tmp_path: Path) -> Told:
    """Runs a story that begins at nine in the morning; the text of each failure, whose blanks count once."""

    def run(story: str) -> list[str]:
        path = tmp_path / "story.yaml"
        path.write_text(f"scenario: S\nstarts: 2026-03-02T09:00Z\n{'' if 'workspace:' in story else WORKSPACE}{story}")
        problems = Problems()
        scenario = compile_yaml(path, problems)
        problems.raise_if_any()
        assert scenario is not None
        with open_target("embedded") as targets:
            verdict = run_scenario(scenario, targets)
        texts = [failure_text(verdict, failure) for failure in verdict.failures]
        assert all(len(text.splitlines()) <= 25 for text in texts)
        return [" ".join(text.split()) for text in texts]

    return run
