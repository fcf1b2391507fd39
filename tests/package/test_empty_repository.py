"""In somebody's empty repository: our wheel, a workspace, a feature and one line of Python are enough."""

import pytest

from tests.package.conftest import Repository

WORKSPACE = "segments:\n  Known Purchasers: {performed: Order Placed}\n"
FEATURE = """\
@buyers
Feature: Buyers are known
  Scenario: A guest buys
    Given "Mia" is a new visitor on a phone
    When "Mia" gives email "mia@example.com" on the phone
    And "Mia" places order "R-1" for 59.00 EUR on the phone
    Then "Mia" is in the segment "Known Purchasers"
"""
WRONG = FEATURE.replace("is in the segment", "is not in the segment")
SCENARIOS = 'from pytest_bdd import scenarios\n\nscenarios("features")\n'
OWN = """\
from pytest_bdd import given, when

@given("the till is open")
def open_till(workspace):
    assert workspace.people() == ()
"""


@pytest.fixture
def shop(repository: Repository) -> Repository:
    """The three files."""
    repository.write("workspace.yaml", WORKSPACE)
    repository.write("features/buyers.feature", FEATURE)
    repository.write("test_features.py", SCENARIOS)
    return repository


def test_three_files_are_green(shop: Repository) -> None:
    tests = shop.pytest("-W", "error", "--strict-markers", "--strict-config")

    assert (tests.status, "1 passed" in tests.out) == (0, True), tests.out


def test_the_package_that_runs_is_the_one_that_was_installed(shop: Repository) -> None:
    imported = shop.run("python", "-c", "import simulator; print(simulator.__file__)")

    assert imported.out.startswith(str(shop.environment))


def test_a_wrong_expectation_fails_with_its_line_and_the_timeline(shop: Repository) -> None:
    shop.write("features/buyers.feature", WRONG)

    tests = shop.pytest()

    assert tests.status == 1
    assert "features/buyers.feature:7:5" in tests.out
    assert "mia@example.com" in tests.out, "the timeline tells what the shopper did"
    assert "Traceback" not in tests.out
    assert "site-packages/simulator" not in tests.out


def test_own_steps_stand_between_ours(shop: Repository) -> None:
    shop.write("conftest.py", OWN)
    shop.write("features/buyers.feature", FEATURE.replace("    When", "    And the till is open\n    When"))

    tests = shop.pytest()

    assert "1 passed" in tests.out


def test_a_sentence_that_both_match_fails_naming_both_places(shop: Repository) -> None:
    shop.write("conftest.py", OWN + "\n@given('\"Mia\" is a new visitor on a phone')\ndef visit(): ...\n")

    tests = shop.pytest()

    assert tests.status == 1
    assert "features/buyers.feature:4" in tests.out
    assert "two steps match" in tests.out
    assert "conftest.py:7" in tests.out
    assert "of the simulator's vocabulary" in tests.out


def test_a_coroutine_step_never_passes_unrun(shop: Repository) -> None:
    shop.write("conftest.py", OWN + "\n@when('time flies')\nasync def fly():\n    raise ValueError\n")
    shop.write("features/buyers.feature", FEATURE.replace("    Then", "    And time flies\n    Then"))

    tests = shop.pytest()

    assert tests.status == 1
    assert "the step 'time flies' is a coroutine" in tests.out


def test_eight_workers_come_to_the_same_as_none(shop: Repository) -> None:
    shop.write("features/wrong.feature", WRONG.replace("A guest buys", "A guest is lost"))
    for number in range(6):
        shop.write(f"features/more_{number}.feature", FEATURE.replace("A guest", f"Guest {number}"))

    results = [_outcomes(shop.pytest("-rA", "--tb=no", "-n", workers).out) for workers in ("8", "0")]

    assert results[0] == results[1]
    assert len(results[0]) == 8
    assert sum(line.startswith("FAILED") for line in results[0]) == 1


def _outcomes(printed: str) -> list[str]:
    outcomes = [line.split(" - ")[0] for line in printed.splitlines() if line.startswith(("PASSED", "FAILED"))]
    return sorted(outcomes)


def test_the_settings_of_a_strict_project_hold(shop: Repository) -> None:
    shop.write("pytest.ini", "[pytest]\nstrict = true\nfilterwarnings = error\naddopts = -p no:cacheprovider\n")

    tests = shop.pytest("-m", "buyers")

    assert "1 passed" in tests.out, tests.out


def test_a_project_begun_with_init_is_green_offline(repository: Repository) -> None:
    begun = repository.run("simulator", "init", "--stack", "shopify", "--ci", "github")
    ran = repository.run("simulator", "run")

    assert (begun.status, ran.status) == (0, 0), ran.out
    assert "3 stories hold, 0 fail" in ran.out


def test_what_is_bundled_runs_from_the_wheel(repository: Repository) -> None:
    demo = repository.run("simulator", "run", "--json", "results.json", "--quiet")

    assert demo.status == 4, "nothing is here to run"
    assert repository.run("simulator", "demo", "--help").status == 0
