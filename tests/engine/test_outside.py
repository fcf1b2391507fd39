"""Nothing outside a run has changed: every call changed people of the story, else it is named."""

from pathlib import Path

import pytest

from simulator.documents import Problems
from simulator.engine import Run
from simulator.language import compile_yaml
from simulator.scenario import Expect, watched_segments
from simulator.targets import open_target
from simulator.wire import Request
from simulator.wire.credentials import basic_header
from tests.engine.conftest import WORKSPACE

STORY = """\
shoppers: {Zed: {devices: [laptop]}}
journey:
  - {at: 0m, shopper: Zed, on: laptop, does: identify, with: email, value: zed@example.com}
  - {at: 1m, shopper: Zed, does: delete person}
expect: [{at: 2m, outside: unchanged}]
"""


@pytest.mark.parametrize(
    ("person", "found"),
    [
        (None, []),
        ("zed@example.com", []),
        ("stranger@example.com", ["1 profile of nobody in the story changed"]),
    ],
)
def test_a_call_about_somebody_else_is_found(tmp_path: Path, person: str | None, found: list[str]) -> None:
    path = tmp_path / "story.yaml"
    path.write_text(f"scenario: S\n{WORKSPACE}{STORY}")
    problems = Problems()
    scenario = compile_yaml(path, problems)
    problems.raise_if_any()
    assert scenario is not None

    with (
        open_target("embedded") as targets,
        targets.workspace(scenario.definition, watched_segments(scenario), scenario.starts) as target,
    ):
        run = Run(scenario, target)
        for item in scenario.items:
            if isinstance(item, Expect) and person is not None:
                keys = target.credentials
                authorization = {"authorization": basic_header(keys.site_id, keys.track_key)}
                target.answer(Request("PUT", f"/api/v1/customers/{person}", "", authorization, b'{"plan":"pro"}'))
            run.perform(item)

    assert [failure.found for failure in run.failures] == found
    assert all("stranger@example.com by PUT" in " ".join(failure.decided) for failure in run.failures)
