"""`simulator steps`: what can be said, found by its words, and what a project's own steps lack."""

import ast
from pathlib import Path

from pytest_bdd import parsers

from simulator.language import all_phrases
from tests.cli.project import Project

OWN = """\
from pytest_bdd import given, then, when

@given("the till is open")
def open_till(): ...

@when("somebody sneezes")
def sneeze(): ...
"""
FEATURE = """\
Feature: Till
  Scenario: A sale
    Given the till is open
    Given it is 2026-03-02 09:00
    When 1 hour passes
"""


def test_every_sentence_is_listed_with_its_meaning(project: Project) -> None:
    status = project.run("steps", "list")

    assert status == 0
    for phrase in all_phrases():
        assert f"{phrase.keyword.title()} {phrase}\n    {phrase.help}" in project.out


def test_without_an_action_all_are_listed_and_a_keyword_chooses(project: Project) -> None:
    project.run("steps")
    everything = project.out
    project.run("steps", "list", "--keyword", "then")

    assert project.out in everything
    assert {line.split()[0] for line in project.out.splitlines() if not line.startswith(" ")} == {"Then"}


def test_a_sentence_is_found_by_words_of_its_meaning(project: Project) -> None:
    status = project.run("steps", "search", "payment", "comes")

    assert status == 0
    assert project.out.startswith('When order "{order}" is paid\n')
    assert project.out.count("\n") == 2


def test_words_that_no_sentence_has_find_what_looks_like_them(project: Project) -> None:
    project.run("steps", "search", "order is payed")

    assert 'When order "{order}" is paid' in project.out


def test_nothing_found_is_said_and_is_1(project: Project) -> None:
    status = project.run("steps", "search", "zzzz")

    assert status == 1
    assert "no sentence is like 'zzzz'" in project.err


def test_an_editor_that_reads_the_stubs_finds_each_sentence(project: Project) -> None:
    project.run("steps", "list", "--stubs", "sentences.py")

    functions = [node for node in ast.parse(Path("sentences.py").read_text()).body if isinstance(node, ast.FunctionDef)]
    for number, phrase in enumerate(all_phrases()):
        assert _takes(functions[number], phrase.pattern.example)


def _takes(function: ast.FunctionDef, sentence: str) -> bool:
    """Whether an editor that reads the decorators would go from the sentence to this function."""
    for decorator in function.decorator_list:
        assert isinstance(decorator, ast.Call)
        assert isinstance(decorator.args[0], ast.Call)
        (wording,) = decorator.args[0].args
        if parsers.parse(str(ast.literal_eval(wording))).is_matching(sentence):
            return True
    return False


def test_a_step_of_ones_own_that_no_feature_says_is_unused(project: Project) -> None:
    project.write("conftest.py", OWN)
    project.write("features/till.feature", FEATURE)

    status = project.run("steps", "unused")

    assert status == 1
    assert project.out == "conftest.py:6:1: When somebody sneezes\n"
    assert project.err == "1 of 2 steps of your own stand in no feature\n"


def test_a_project_in_order_passes_the_lint(project: Project) -> None:
    project.write("conftest.py", OWN)
    project.write("features/till.feature", FEATURE)

    status = project.run("steps", "lint")

    assert status == 0
    assert project.out == "1 story, 2 steps of your own: no problems\n"


def test_what_is_wrong_with_own_steps_is_told_before_a_feature_says_them(project: Project) -> None:
    project.write(
        "conftest.py",
        OWN
        + """
@when("a coroutine runs")
async def run(): ...

@when("somebody sneezes")
def sneeze_again(): ...

@when("every outstanding delivery has arrived")
def arrive(): ...
""",
    )
    project.write("features/till.feature", FEATURE)

    status = project.run("steps", "lint")

    assert status == 2
    assert "conftest.py:9:1: the step 'a coroutine runs' is a coroutine, which nothing awaits" in project.err
    assert "conftest.py:12:1: the step 'somebody sneezes' is defined at conftest.py:6:1 as well" in project.err
    assert "conftest.py:15:1: the step 'every outstanding delivery has arrived' takes sentences of" in project.err


def test_a_sentence_that_nothing_knows_is_told_with_the_nearest(project: Project) -> None:
    project.write("features/till.feature", FEATURE.replace("1 hour passes", "1 hour pases"))
    project.write("conftest.py", OWN)

    status = project.run("steps", "lint")

    assert status == 2
    assert "features/till.feature:5" in project.err
    assert "Did you mean" in project.err
