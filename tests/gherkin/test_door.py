"""Features under plain pytest: our sentences and the user's own steps side by side, as `pip install` leaves them."""

import pytest

ONE_PERSON = """
Feature: One person
  Scenario: A visitor gives an email
    Given "Mia" is a new visitor on a laptop
    When "Mia" views "Calm Serum" on the laptop
    And "Mia" gives email "mia@example.com" on the laptop
    Then "Mia" is 1 profile
"""
WRONG_COUNT = ONE_PERSON.replace("is 1 profile", "is 2 profiles")
OWN_STEP = """
from pytest_bdd import given, parsers, then, when

@given("the shop is open")
def _():
    pass
"""


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    """A user's project: features beside one test module that names their folder."""
    pytester.makepyfile(test_features="from pytest_bdd import scenarios\nscenarios('features')\n")
    return pytester


def write_features(project: pytest.Pytester, **features: str) -> None:
    folder = project.path / "features"
    folder.mkdir(exist_ok=True)
    for name, text in features.items():
        (folder / f"{name}.feature").write_text(text, encoding="utf-8")


def test_a_feature_runs_with_nothing_but_scenarios_named(project: pytest.Pytester) -> None:
    write_features(project, one=ONE_PERSON)

    result = project.runpytest("-W", "error")

    result.assert_outcomes(passed=1)


def test_a_failed_expectation_shows_its_text_and_no_frame_of_ours(project: pytest.Pytester) -> None:
    write_features(project, one=WRONG_COUNT)

    result = project.runpytest()

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["features/one.feature:7:5  *", "  expected  *2*", "  found     *1*", "  again     *"])
    result.stdout.no_fnmatch_line("*site-packages*")
    result.stdout.no_fnmatch_line("*simulator/gherkin/*")


def test_steps_of_the_users_own_stand_between_ours(project: pytest.Pytester) -> None:
    project.makeconftest(OWN_STEP)
    write_features(project, one=ONE_PERSON.replace("    When", "    And the shop is open\n    When"))

    result = project.runpytest()

    result.assert_outcomes(passed=1)


def test_a_step_of_the_users_own_sees_the_workspace_of_its_scenario(project: pytest.Pytester) -> None:
    project.makeconftest(
        OWN_STEP
        + """
@then("the workspace knows one person")
def _(workspace):
    assert len(workspace.people()) == 1
"""
    )
    write_features(project, one=ONE_PERSON + "    And the workspace knows one person\n")

    result = project.runpytest()

    result.assert_outcomes(passed=1)


BATCHES = """
import json

import httpx
from pytest_bdd import parsers, when

@when(parsers.parse('the loyalty service sends the points of "{ids}" in one batch'))
def _(customerio_mock, ids):
    items = [
        {"type": "person", "action": "identify", "identifiers": {"id": one}, "attributes": {"points": 5}}
        for one in ids.split()
    ]
    keys = customerio_mock.workspace.credentials
    sent = httpx.post(
        "https://track.customer.io/api/v2/batch", json={"batch": items}, auth=(keys.site_id, keys.track_key)
    )
    assert sent.status_code == 200
"""
NOT_SILENT = (
    ONE_PERSON
    + """    When the loyalty service sends the points of "7 8 9" in one batch
    Then no accepted request was silently ignored
"""
)


def test_a_batch_of_the_users_own_code_is_looked_at_item_by_item(project: pytest.Pytester) -> None:
    project.makeconftest(BATCHES)
    write_features(project, right=NOT_SILENT, twin=NOT_SILENT.replace('"7 8 9"', '"7 8 7"'))

    result = project.runpytest("-rA")

    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(
        [
            "features/twin.feature:*  *silently ignored*",
            "  found     1 accepted item of a batch changed nothing",
            "*POST /api/v2/batch: batch_index 2: person 03000002 has everything already*",
        ]
    )


def test_a_sentence_of_both_is_an_error_that_names_both_places(project: pytest.Pytester) -> None:
    project.makeconftest(
        OWN_STEP
        + """
@then(parsers.parse('"{who}" is {count:d} profile'))
def count_profiles(who, count):
    pass
"""
    )
    write_features(project, one=ONE_PERSON)

    result = project.runpytest()

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(
        ["features/one.feature:7:5: two steps match *your own at conftest.py:7, and *profile(s)*"]
    )
    result.stdout.no_fnmatch_line("*Traceback*")


def test_a_coroutine_fails_instead_of_passing_unrun(project: pytest.Pytester) -> None:
    project.makeconftest(
        """
from pytest_bdd import given

@given("the shop is open")
async def _():
    raise AssertionError("never reached")
"""
    )
    write_features(project, own="Feature: Own\n  Scenario: Open\n    Given the shop is open\n")

    result = project.runpytest()

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*the step 'the shop is open' is a coroutine*"])


def test_only_the_scenarios_of_a_file_with_a_problem_error(project: pytest.Pytester) -> None:
    other = ONE_PERSON.replace("Feature: One person\n", "").replace("A visitor", "Another visitor")
    write_features(project, good=ONE_PERSON, bad=ONE_PERSON + other.replace("is 1 profile", "is one profil"))

    result = project.runpytest()

    result.assert_outcomes(passed=1, errors=2)
    result.stdout.fnmatch_lines(["features/bad.feature:13:5: *is one profil*"])
    result.stdout.no_fnmatch_line("*Traceback*")


def test_a_scenario_without_a_sentence_of_ours_is_left_to_pytest_bdd(project: pytest.Pytester) -> None:
    project.makeconftest(OWN_STEP)
    write_features(
        project,
        own="Feature: Own\n  Scenario: Open\n    Given the shop is open\n"
        "  Scenario: Closed\n    Given the shop is closed\n",
    )

    result = project.runpytest()

    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["*StepDefinitionNotFoundError*the shop is closed*"])


def test_tags_are_known_markers_even_where_markers_are_strict(project: pytest.Pytester) -> None:
    write_features(project, one="@shop\n" + ONE_PERSON.strip().replace("  Scenario", "  @identity\n  Scenario"))

    result = project.runpytest("--strict-markers", "-W", "error", "-m", "identity and shop")

    result.assert_outcomes(passed=1)


def test_rows_of_an_outline_are_scenarios_of_their_own(project: pytest.Pytester) -> None:
    write_features(
        project,
        outline="""
Feature: Rows
  Scenario Outline: Counting
    Given "Mia" is a new visitor on a laptop
    When "Mia" gives email "mia@example.com" on the laptop
    Then the profile of "Mia" shows:
      | attribute | value   |
      | email     | <email> |
    Examples:
      | email           |
      | mia@example.com |
      | leo@example.com |
""",
    )

    result = project.runpytest("-v")

    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["Counting [[]leo@example.com]"])


def test_the_seed_of_the_command_line_goes_before_the_scenarios_own(project: pytest.Pytester) -> None:
    write_features(project, one=WRONG_COUNT)

    result = project.runpytest("--simulator-seed", "42")

    result.stdout.fnmatch_lines(["  again     simulator run --replay *@42-*"])


def test_a_target_that_does_not_answer_says_so_without_a_traceback(project: pytest.Pytester) -> None:
    write_features(project, one=ONE_PERSON)

    result = project.runpytest("--simulator-target", "http://127.0.0.1:9")

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*http://127.0.0.1:9*"])
    result.stdout.no_fnmatch_line("*Traceback*")
