"""A folder with the workspace of the contract, and scenarios written into it in either language."""

from pathlib import Path
from textwrap import dedent

import pytest

from simulator.documents import Problems
from simulator.language import compile_written, compile_yaml, read_feature
from tests.language.compiled import Compile, Compiled

WORKSPACE = """\
name: Skincare storefront
settings:
  identifiers: [id, email]
  anonymous_merge: true
  timezone: America/New_York
segments:
  Known Purchasers:
    performed: Order Placed
  Cart Abandoners (last 4 hours):
    all:
      - performed: Added to Cart
        within: 4 hours
      - any:
          - not performed: Order Placed
            within: 4 hours
          - not performed: Order Placed
  VIPs:
    any:
      - {attribute: lifetime_value, at least: 500}
      - performed: Order Placed
        times: {at least: 3}
        within: 90 days
        where:
          - {data: total, at least: 50}
      - in segment: Press list
  Press list: manual
  "Data health: orders without a date":
    all:
      - {attribute: total_orders, greater than: 0}
      - {attribute: last_order_date, exists: false}
campaigns:
  Cart recovery:
    trigger: {event: Added to Cart}
    frequency: once per 7 days
    filter: {attribute: unsubscribed, not equals: true}
    exit: {performed: Order Placed}
    steps:
      - delay: 30 minutes
      - send: {email: Come back, subject: "You left {{ event.product }} behind"}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The present folder, with a workspace.yaml."""
    (tmp_path / "workspace.yaml").write_text(WORKSPACE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def yaml(folder: Path) -> Compile:
    """Compiles a text as `story.yaml` beside the workspace; gives the scenario and the problems."""

    def compiled(text: str) -> Compiled:
        (folder / "story.yaml").write_text(dedent(text))
        problems = Problems()
        scenario = compile_yaml("story.yaml", problems)
        return scenario, [str(problem) for problem in problems]

    return compiled


@pytest.fixture
def steps(folder: Path) -> Compile:
    """Compiles steps, the first in line 3 of `story.feature` beside the workspace."""

    def compiled(text: str) -> Compiled:
        (folder / "story.feature").write_text("Feature: F\n  Scenario: S\n" + dedent(text))
        problems = Problems()
        (written,) = read_feature("story.feature", problems)
        scenario = compile_written(written, problems)
        return scenario, [str(problem) for problem in problems]

    return compiled
