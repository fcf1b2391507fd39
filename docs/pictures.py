"""Draws the picture of the README: a story that fails, as the terminal shows it. `make docs` runs it."""

import io
import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.text import Text

from simulator.documents import Problems
from simulator.engine import run_scenario
from simulator.language import compile_written, read_feature
from simulator.report import failure_text
from simulator.targets import open_target

PICTURE = Path(__file__).parent / "images" / "late_order.svg"
FEATURE = """\
Feature: Buyers are not asked to come back to a cart they paid for
  Scenario: The order webhook is late
    Given the shop "Lumen Skin" trades in EUR on "Europe/Berlin" time
    And it is 2026-03-02 09:00
    And the campaign "Cart Recovery" starts on "Added to Cart" and waits 15 minutes
    And the campaign "Cart Recovery" is cancelled by "Order Placed"
    And the delivery of "Order Placed" for order "R-1" is 20 minutes late
    And "Mia" is a new visitor on a phone
    When "Mia" gives email "mia@example.com" on the phone
    And "Mia" adds "Calm Serum" to the cart on the phone
    And 5 minutes pass
    And "Mia" places order "R-1" for 59.00 EUR on the phone
    And 2 hours pass
    Then the campaign "Cart Recovery" sends nothing to "Mia"
"""


def failing_text() -> str:
    """What `simulator run` prints for the story."""
    problems = Problems()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "late_order.feature"
        path.write_text(FEATURE, encoding="utf-8")
        (written,) = read_feature(path, problems)
        scenario = compile_written(written, problems)
    problems.raise_if_any()
    assert scenario is not None
    with open_target("embedded") as targets:
        verdict = run_scenario(scenario, targets)
    (failure,) = verdict.failures
    return failure_text(verdict, failure).replace(str(path), "features/late_order.feature")


def svg(text: str) -> str:
    """The text as a picture of a terminal."""
    console = Console(record=True, width=100, file=io.StringIO())
    shown = Text(text)
    shown.highlight_words(["expected", "found", "timeline", "because", "again"], "bold cyan")
    shown.highlight_regex(r"rule [a-z.\-0-9]+", "yellow")
    shown.highlight_regex(r"20 minutes late", "bold red")
    console.print(shown)
    drawn = console.export_svg(title="simulator run features", unique_id="late-order")
    return re.sub(r"@font-face \{.*?\}\s*", "", drawn, flags=re.DOTALL)  # nothing is fetched to show it


if __name__ == "__main__":
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(svg(failing_text()), encoding="utf-8")
    sys.stdout.write(f"wrote {PICTURE.name}\n")
