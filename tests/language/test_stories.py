"""Which files of a folder are meant as scenarios."""

from pathlib import Path

import pytest

from simulator.language import is_story


@pytest.mark.parametrize(
    ("folder", "text", "meant"),
    [
        ("scenarios", "scenario: A story\n", True),
        ("scenarios", "scenaro: A story\nexpect: []\n", True),
        ("scenarios", '{"scenario": "A story"}\n', True),
        ("scenarios", "'scenario': A story\n", True),
        ("scenarios", "people: [Maya]\n", False),
        ("scenarios", "shop:\n  scenario: A story\n", False),
        ("scenarios", ": : [", True),
        ("templates", ": : [", False),
    ],
)
def test_a_file_that_may_be_a_scenario_is_not_passed_over(folder: str, text: str, meant: bool, tmp_path: Path) -> None:
    path = tmp_path / folder / "story.yaml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")

    assert is_story(path) is meant
