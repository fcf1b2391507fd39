"""Stories in YAML, run in process: what held, and what a reader is told of what did not."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import msgspec
import pytest

from simulator.documents import Problems
from simulator.engine import run_scenario
from simulator.instants import Instant
from simulator.language import compile_yaml
from simulator.report import failure_text
from simulator.targets import Target, Targets, open_target
from simulator.values import Json
from simulator.wire import Request
from simulator.wire.credentials import basic_header

Told = Callable[..., list[str]]

WORKSPACE = """\
workspace:
  settings: {identifiers: [id, email]}
  segments:
    Buyers: performed "Order Placed"
  campaigns:
    Thanks: {trigger: {event: Order Placed}, frequency: every time, steps: [{send: {email: Thanks}}]}
"""


class Besides:
    """Workspaces that somebody else calls too, who sends one batch of Track v2 before the story begins."""

    def __init__(self, targets: Targets, batch: list[Json]) -> None:
        self._targets = targets
        self._body = msgspec.json.encode({"batch": batch})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Whoever opened the others closes them."""

    @contextmanager
    def workspace(self, definition: dict[str, Json], watch: tuple[str, ...], starts: Instant) -> Iterator[Target]:
        with self._targets.workspace(definition, watch, starts) as target:
            keys = target.credentials
            headers = {"authorization": basic_header(keys.site_id, keys.track_key)}
            assert target.answer(Request("POST", "/api/v2/batch", "", headers, self._body)).status == 200
            yield target


@pytest.fixture
def printed(tmp_path: Path) -> Told:
    """Runs a story that begins at nine in the morning; the text of each failure as it is printed.

    Items of a batch that are given along come from somebody else, before the story begins.
    """

    def run(story: str, *batch: Json) -> list[str]:
        path = tmp_path / "story.yaml"
        path.write_text(f"scenario: S\nstarts: 2026-03-02T09:00Z\n{'' if 'workspace:' in story else WORKSPACE}{story}")
        problems = Problems()
        scenario = compile_yaml(path, problems)
        problems.raise_if_any()
        assert scenario is not None
        with open_target("embedded") as targets:
            verdict = run_scenario(scenario, Besides(targets, list(batch)) if batch else targets)
        texts = [failure_text(verdict, failure) for failure in verdict.failures]
        assert all(len(text.splitlines()) <= 25 for text in texts)
        return texts

    return run


@pytest.fixture
def told(printed: Told) -> Told:
    """The same, but blanks count once."""
    return lambda story, *batch: [" ".join(text.split()) for text in printed(story, *batch)]
