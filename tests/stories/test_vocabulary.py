"""The twelve stories of the vocabulary: green with the healthy integration, red where the broken one breaks them."""

from pathlib import Path

import msgspec
import pytest

from simulator.documents import Problems
from simulator.engine import Verdict, run_scenario
from simulator.language import compile_written, read_feature
from simulator.language.definition_text import workspace_instead
from simulator.report import failure_text
from simulator.scenario import Scenario
from simulator.shoppers import usual_habits
from simulator.targets import open_target

ROOT = Path(__file__).parents[2]
VOCABULARY = ROOT / "features/vocabulary"
FEATURE = VOCABULARY / "retention.feature"

RED = {
    "A purchase webhook delivered three times counts once": (
        "expected 1 'Order Placed' found 3 'Order Placed'",
        "Order Placed R-2 (storefront, d2), arrived 3 times",
        "d2.2: Order Placed R-2, from storefront, which gives its events no id",
    ),
    "Moving from handle to SKU must not break browse interest": (
        "expected Ivy is in 'Serum Fans' found Ivy is not in it",
        'performed "Product Viewed" at least 3 times within 7 days where category equals "Serums": once',
        "from app",
    ),
    "Two sources write lifetime value, and the last one wins": (
        "expected 'Broken Profiles' has 0 found 1 member: ada@example.com",
        "last_order_date is missing",
    ),
}
"""What the broken integration turns red, and why."""


def compiled(path: Path) -> list[Scenario]:
    problems = Problems()
    found = [compile_written(written, problems) for written in read_feature(path, problems)]
    problems.raise_if_any()
    return [scenario for scenario in found if scenario is not None]


def verdicts(stories: list[Scenario]) -> list[Verdict]:
    with open_target("embedded") as targets:
        return [run_scenario(story, targets) for story in stories]


def told(verdict: Verdict) -> str:
    """What its failures say, blanks counted once."""
    return " ".join(" ".join(failure_text(verdict, failure) for failure in verdict.failures).split())


@pytest.fixture(scope="module")
def broken() -> dict[str, Verdict]:
    """The stories with the broken integration, by name."""
    with workspace_instead(VOCABULARY / "broken_workspace.yaml"):
        stories = compiled(FEATURE)
    return {verdict.name: verdict for verdict in verdicts(stories)}


def test_the_vocabulary_has_its_twelve_stories() -> None:
    names = {story.name.partition(" [")[0] for story in compiled(FEATURE)}

    assert len(names) == 12


def test_the_broken_integration_turns_three_stories_red_and_no_other(broken: dict[str, Verdict]) -> None:
    assert {name for name, verdict in broken.items() if verdict.failures} == set(RED)


@pytest.mark.parametrize("name", RED)
def test_each_is_red_for_the_right_reason(broken: dict[str, Verdict], name: str) -> None:
    text = told(broken[name])

    assert [words for words in RED[name] if words not in text] == []


def test_a_source_without_its_drift_is_not_named(tmp_path: Path) -> None:
    drifting = FEATURE.read_text(encoding="utf-8").replace('      And "shop webhook" <drift>\n', "")
    (tmp_path / "workspace.yaml").write_text("settings: {identifiers: [id, email]}\n", encoding="utf-8")
    feature = tmp_path / FEATURE.name
    feature.write_text(drifting, encoding="utf-8")

    rows = [story for story in compiled(feature) if story.name.startswith("A source that drifts")]

    assert len(rows) == 5
    for verdict in verdicts(rows):
        assert "found it reports nothing" in told(verdict)


def test_the_healthy_integration_is_what_every_source_does_of_which_nothing_is_said() -> None:
    for name, habits in compiled(FEATURE)[0].sources.items():
        usual = usual_habits(name)
        assert msgspec.structs.replace(habits, identifies_by=()) == usual
        assert habits.identifies_by == ("customer id", "email", "phone")
