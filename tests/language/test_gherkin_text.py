"""Feature files as written scenarios: what stands where, backgrounds in front, outlines spelled out, errors placed."""

from pathlib import Path
from textwrap import dedent

import pytest

from simulator.documents import Place, Problems
from simulator.language import WrittenScenario, read_feature
from simulator.language.gherkin_text import read_feature_text
from simulator.scenario import Origin

FEATURE = """\
@shop
Feature: Carts
  Background:
    Given the ground
    And more ground

  Rule: One person
    Background:
      Given the rule's ground

    @slow
    Scenario: First
      Maya comes
      back.
      When something
      But not that
      * anything
      And so on

  Scenario Outline: Late by <late>
    Given <late> with
      | a      | b |
      | <late> | < |
    Then the rule
      '''
      x < 5 and "<late>" > 3
      '''
    Examples:
      | late | count |
      | 1    | 2     |
    @more
    Examples: others
      | late | count |
      | 3    | 4     |
"""


def a_feature(text: str) -> tuple[WrittenScenario, ...]:
    problems = Problems()
    scenarios = read_feature_text(dedent(text).replace("'''", '"""'), problems, path="x.feature")
    assert not problems
    return scenarios


def problems_of(text: str) -> list[str]:
    problems = Problems()
    read_feature_text(dedent(text), problems, path="x.feature")
    return [str(problem) for problem in problems]


def test_backgrounds_of_feature_and_rule_come_first() -> None:
    first = a_feature(FEATURE)[0]

    assert [step.text for step in first.steps[:4]] == ["the ground", "more ground", "the rule's ground", "something"]


def test_and_and_but_are_what_the_step_before_is_and_a_star_may_be_anything() -> None:
    first = a_feature(FEATURE)[0]

    assert [step.keyword for step in first.steps] == ["given", "given", "given", "when", "when", "*", "*"]


def test_steps_and_scenarios_know_their_places() -> None:
    first = a_feature(FEATURE)[0]

    assert first.place == Place("x.feature", 12, 5)
    assert first.steps[-1].place == Place("x.feature", 18, 7)


def test_the_story_is_the_description_or_the_nearest_heading() -> None:
    first, late, _ = a_feature(FEATURE)

    assert (first.story, late.story) == ("Maya comes back.", "One person")


def test_tags_are_inherited() -> None:
    assert a_feature(FEATURE)[0].origin.tags == ("shop", "slow")


def test_a_row_knows_its_headings_its_values_and_the_tags_of_its_examples() -> None:
    row = a_feature(FEATURE)[2]

    assert row.origin == Origin("Carts", "One person", (("late", "3"), ("count", "4")), ("shop", "more"))


def test_an_outline_is_a_scenario_for_each_row_of_all_its_examples() -> None:
    _, *rows = a_feature(FEATURE)

    assert [row.name for row in rows] == ["Late by 1 [1, 2]", "Late by 3 [3, 4]"]
    assert {row.place for row in rows} == {Place("x.feature", 20, 3)}


def test_values_of_a_row_stand_in_sentences_tables_and_doc_strings() -> None:
    with_table, with_text = a_feature(FEATURE)[1].steps[-2:]

    assert with_table.text == "1 with"
    assert with_table.table == (("a", "b"), ("1", "<"))
    assert with_text.docstring == 'x < 5 and "1" > 3'


def test_rows_and_doc_strings_know_where_they_begin() -> None:
    with_table, with_text = a_feature(FEATURE)[1].steps[-2:]

    assert with_table.row_places == (Place("x.feature", 22, 7), Place("x.feature", 23, 7))
    assert with_text.docstring_place == Place("x.feature", 26, 7)


def test_a_column_may_have_any_name() -> None:
    (written,) = a_feature(
        """\
        Feature: F
          Scenario Outline: S
            Given it costs <price (EUR)>
            Examples:
              | price (EUR) |
              | 5\\1         |
        """
    )

    assert written.steps[0].text == "it costs 5\\1"


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", ["x.feature:1:1: is empty; expected 'Feature:' and a name"]),
        ("Scenario: S", ["x.feature:1:1: is not Gherkin: expected a tag or 'Feature:', found 'Scenario: S'"]),
        (
            "Feature: F\n  Scenario: S\n    Given a\n    Wehn b\n",
            [
                (
                    "x.feature:4:5: is not Gherkin: expected a row of a table or three quotes or a step or a tag or "
                    "'Examples:' or 'Scenario:' or 'Rule:', found 'Wehn b'"
                )
            ],
        ),
        (
            "Feature: F\n  Scenario: S\n    Given a\n      | a | b |\n      | c |\n",
            ["x.feature:5:7: is not Gherkin: inconsistent cell count within the table"],
        ),
        ("# language: xx\nFeature: F", ["x.feature:1:1: is not Gherkin: Language not supported: xx"]),
        ("Feature: F\n  Scenario: S\n", ["x.feature:2:3: scenario 'S' has no steps"]),
        (
            "Feature: F\n  Background:\n    Given a\n  Scenario: S\n",
            ["x.feature:4:3: scenario 'S' has no steps"],
        ),
        (
            "Feature: F\n  Scenario Outline: S\n    Given <a>\n    Examples:\n      | a |\n",
            ["x.feature:2:3: scenario outline 'S' has no row in its Examples, so it never runs"],
        ),
        (
            "Feature: F\n  Scenario: S\n    Given a\n  Scenario: S\n    Given b\n",
            ["x.feature:4:3: duplicate name 'S'; it stands already in line 2"],
        ),
    ],
)
def test_what_is_wrong_is_said_at_its_place(text: str, problems: list[str]) -> None:
    assert problems_of(text) == problems


def test_a_file_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    problems = Problems()

    assert read_feature(tmp_path / "none.feature", problems) == ()
    assert str(next(iter(problems))).endswith("none.feature:1:1: cannot be read: No such file or directory")


def test_a_file_is_read_with_its_own_path(tmp_path: Path) -> None:
    path = tmp_path / "a.feature"
    path.write_text("Feature: F\n  Scenario: S\n    Given é\n", encoding="utf-8")

    (written,) = read_feature(path, Problems())

    assert (written.place.path, written.steps[0].text) == (str(path), "é")
