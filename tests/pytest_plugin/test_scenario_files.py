"""Scenario files as tests of a user's pytest, and the fixture that gives ordinary tests a workspace."""

import pytest

STORY = """
scenario: A visitor gives an email
shoppers:
  Maya: {persona: guest, devices: [laptop]}
journey:
  - {at: 0m, shopper: Maya, on: laptop, does: identify, with: email}
expect:
  - {at: 1m, profiles: 1}
"""


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    (pytester.path / "scenarios").mkdir()
    return pytester


def write(project: pytest.Pytester, path: str, text: str) -> None:
    (project.path / path).write_text(text, encoding="utf-8")


def test_a_scenario_in_a_folder_of_that_name_is_a_test(project: pytest.Pytester) -> None:
    write(project, "scenarios/one_person.yaml", STORY)
    write(project, "scenarios/other.yaml", "name: not a scenario\n")

    result = project.runpytest("-v")

    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["scenarios/one_person.yaml::one_person PASSED*"])


def test_yaml_elsewhere_is_a_test_only_when_it_is_named(project: pytest.Pytester) -> None:
    write(project, "one_person.yaml", STORY)

    everything, named = project.runpytest(), project.runpytest("one_person.yaml")

    everything.assert_outcomes()
    named.assert_outcomes(passed=1)


def test_a_failed_expectation_shows_its_text_alone(project: pytest.Pytester) -> None:
    write(project, "scenarios/one_person.yaml", STORY.replace("profiles: 1", "profiles: 2"))

    result = project.runpytest()

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["scenarios/one_person.yaml:8:5  *", "  expected  *", "  again     *"])
    result.stdout.no_fnmatch_line("*simulator/engine/*")


def test_a_scenario_with_problems_errors_with_all_of_them(project: pytest.Pytester) -> None:
    write(project, "scenarios/one_person.yaml", STORY.replace("profiles", "profils").replace("identify", "identfy"))

    result = project.runpytest()

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["scenarios/one_person.yaml:6:*identfy*", "scenarios/one_person.yaml:8:*profils*"])
    result.stdout.no_fnmatch_line("*Traceback*")


def test_an_ordinary_test_gets_a_new_workspace_as_the_nearest_definition_says(project: pytest.Pytester) -> None:
    write(project, "workspace.yaml", "segments:\n  Buyers:\n    performed: Order Placed\n")
    project.makepyfile("""
        def test_nobody_bought(workspace):
            assert workspace.segment("Buyers").members == ()
    """)

    result = project.runpytest()

    result.assert_outcomes(passed=1)


def test_without_pytest_bdd_scenario_files_still_run(project: pytest.Pytester) -> None:
    write(project, "scenarios/one_person.yaml", STORY)

    result = project.runpytest("-p", "no:pytest-bdd")

    result.assert_outcomes(passed=1)
