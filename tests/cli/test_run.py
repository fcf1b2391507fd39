"""`simulator run` and `check`: compile all first, run what is wanted, and say by the exit status how it went."""

import json
import re
import shlex

import pytest

from simulator.engine import Run
from simulator.errors import TargetError
from simulator.scenario import ScenarioItem
from tests.cli.project import Project

STORY = """
scenario: A visitor gives an email
story: One visitor is one person.
seed: 7
shoppers:
  Maya: {persona: guest, devices: [laptop]}
journey:
  - {at: 0m, shopper: Maya, on: laptop, does: identify, with: email}
expect:
  - {at: 1m, profiles: 1}
"""
FEATURE = """
Feature: One person
  Scenario: Mia gives an email
    Given "Mia" is a new visitor on a laptop
    When "Mia" gives email "mia@example.com" on the laptop
    Then "Mia" is 1 profile
"""
OWN_STEPS = """
from pytest_bdd import given

@given("the shop is open")
def _(request):
    (request.config.invocation_params.dir / "ran").touch()
"""
OPEN_SHOP = FEATURE.replace("    When", "    And the shop is open\n    When")


def test_all_holds_is_0_and_a_row_for_each_story(project: Project) -> None:
    project.write("scenarios/one.yaml", STORY)
    project.write("features/one.feature", FEATURE)

    status = project.run("run")

    assert status == 0
    assert re.findall(r"^(.+?) {2,}(\S+) +holds", project.out, re.MULTILINE) == [
        ("A visitor gives an email", "one.yaml"),
        ("Mia gives an email", "one.feature"),
    ]
    assert "2 stories hold, 0 fail; 2 of 2 checks" in project.out


@pytest.mark.parametrize(
    ("path", "text", "place"),
    [
        ("scenarios/one.yaml", STORY.replace("profiles: 1", "profiles: 2"), "scenarios/one.yaml:10:5"),
        ("features/one.feature", FEATURE.replace("is 1 profile", "is 2 profiles"), "features/one.feature:6:5"),
    ],
)
def test_a_failed_expectation_is_1_and_explains_itself(project: Project, path: str, text: str, place: str) -> None:
    project.write(path, text)

    status = project.run("run")

    assert status == 1
    assert f"\n{place}  " in project.out
    assert f"  again     simulator run --replay {path}@" in project.out


def test_every_problem_of_every_file_is_reported_and_nothing_runs(project: Project) -> None:
    project.write("scenarios/a.yaml", STORY.replace("profiles: 1", "profils: 1").replace("identify", "identfy"))
    project.write("scenarios/b.yaml", "scenario: [never closed\n")
    project.write("scenarios/good.yaml", STORY)
    project.write("features/a.feature", FEATURE.replace("is 1 profile", "is one profil"))
    project.write("features/b.feature", OPEN_SHOP)
    project.write("conftest.py", OWN_STEPS)

    status = project.run("run")

    places = re.findall(r"^(\S+?:\d+):\d+: ", project.err, re.MULTILINE)
    assert status == 2
    assert places == ["features/a.feature:6", "scenarios/a.yaml:8", "scenarios/a.yaml:10", "scenarios/b.yaml:2"]
    assert project.out == ""
    assert not (project.folder / "ran").exists()


def test_a_sentence_that_nobody_matches_is_a_problem_with_the_nearest_phrase(project: Project) -> None:
    project.write("features/one.feature", FEATURE.replace("gives email", "gives mail"))

    status = project.run("run")

    assert status == 2
    assert project.err.startswith("features/one.feature:5:5: ")
    assert "gives" in project.err.split("\n")[0].partition("gives mail")[2]


def test_the_users_own_steps_run_between_ours(project: Project) -> None:
    project.write("conftest.py", OWN_STEPS)
    project.write("features/one.feature", OPEN_SHOP)

    status = project.run("run")

    assert status == 0
    assert (project.folder / "ran").exists()


def test_a_scenario_of_own_steps_alone_runs_too(project: Project) -> None:
    project.write("conftest.py", OWN_STEPS)
    project.write("features/own.feature", "Feature: Own\n  Scenario: Open\n    Given the shop is open\n")

    status = project.run("run")

    assert status == 0
    assert (project.folder / "ran").exists()


def test_an_own_step_that_raises_fails_its_story_at_its_line(project: Project) -> None:
    project.write("conftest.py", OWN_STEPS.replace("    (request", "    assert 1 == 2, 'closed today'\n    (request"))
    project.write("features/one.feature", OPEN_SHOP)

    status = project.run("run")

    assert status == 1
    assert "features/one.feature:5:5  the shop is open" in project.out
    assert "closed today" in project.out


def test_an_own_fixture_that_raises_at_its_end_fails_its_story(project: Project) -> None:
    fixture = "\n@pytest.fixture(autouse=True)\ndef shop():\n    yield\n    raise RuntimeError('still open')\n"
    project.write("conftest.py", "import pytest\n" + OWN_STEPS + fixture)
    project.write("features/one.feature", OPEN_SHOP)

    status = project.run("run")

    assert status == 1
    assert "RuntimeError: still open" in project.out


def test_a_coroutine_fails_its_story(project: Project) -> None:
    project.write("conftest.py", OWN_STEPS.replace("def _(", "async def _("))
    project.write("features/one.feature", OPEN_SHOP)

    status = project.run("run")

    assert status == 1
    assert "the step 'the shop is open' is a coroutine" in project.out


def test_a_skipped_story_is_listed_and_alone_it_is_nothing_run(project: Project) -> None:
    project.write("features/one.feature", FEATURE.replace("  Scenario", "  @skip\n  Scenario"))

    status = project.run("run")

    assert status == 4
    assert "Mia gives an email" in project.out


def test_the_users_pytest_settings_hold_but_cannot_stop_a_run_half_way(project: Project) -> None:
    project.write("pytest.ini", "[pytest]\naddopts = -ra -x -n 2 --strict-markers\npythonpath = steps\n")
    project.write("steps/shop_steps.py", OWN_STEPS)
    project.write("conftest.py", "from shop_steps import *\n")
    project.write("features/a.feature", "@shop\n" + OPEN_SHOP.strip().replace("is 1 profile", "is 2 profiles"))
    project.write("features/b.feature", OPEN_SHOP)

    status = project.run("run")

    assert status == 1
    assert "1 story holds, 1 fails" in project.out
    assert not (project.folder / ".pytest_cache").exists()


def test_a_broken_conftest_is_2_with_what_python_says(project: Project) -> None:
    project.write("conftest.py", "import no_such_module\n")
    project.write("features/one.feature", FEATURE)

    status = project.run("run")

    assert status == 2
    assert "no_such_module" in project.err


@pytest.mark.parametrize("wish", ["VISITOR gives", "A visitor"])
def test_k_selects_by_a_part_of_the_name_whatever_its_case(project: Project, wish: str) -> None:
    project.write("scenarios/one.yaml", STORY)
    project.write("features/one.feature", FEATURE)

    status = project.run("run", "-k", wish)

    assert status == 0
    assert "1 story holds, 0 fail;" in project.out
    assert "Mia" not in project.out


def test_k_of_a_row_of_an_outline_selects_that_row(project: Project) -> None:
    outline = FEATURE.replace("Scenario", "Scenario Outline").replace("is 1 profile", "is <count> profiles")
    project.write("features/one.feature", outline + "    Examples:\n      | count |\n      | 1 |\n      | 2 |\n")

    status = project.run("run", "-k", "Mia gives an email [1]")

    assert status == 0
    assert "1 story holds, 0 fail;" in project.out


def replay_of(printed: str) -> str:
    """The replay id in what a failing run printed."""
    (command,) = re.findall(r"^  again     (.*)$", printed, re.MULTILINE)
    return shlex.split(command)[3]


def test_the_command_of_a_failure_runs_that_failure_again(project: Project) -> None:
    project.write("scenarios/one.yaml", STORY.replace("profiles: 1", "profiles: 2"))
    project.run("run")
    first = project.out

    project.run("run", "--replay", replay_of(first))

    assert project.out == first


@pytest.mark.parametrize("words", [["run"], ["run", "-k", "nobody's story"], ["check"]])
def test_nothing_to_run_is_4_and_says_so(project: Project, words: list[str]) -> None:
    if "-k" in words:
        project.write("scenarios/one.yaml", STORY)

    status = project.run(*words)

    assert status == 4
    assert project.err.startswith("nothing ")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["run", "missing.yaml"], "'missing.yaml' is not there"),
        (["run", "notes.txt"], "'notes.txt' is no scenario and no feature"),
        (["run", "--target", "ftp://example.com"], "ftp://example.com"),
        (["run", "--seed", "seven"], "invalid int value: 'seven'"),
        (["run", "--sed", "7"], "unrecognized arguments: --sed"),
        (["rnu"], "invalid choice: 'rnu'"),
        ([], "required: COMMAND"),
    ],
)
def test_a_wrong_command_line_is_2_in_words(project: Project, words: list[str], said: str) -> None:
    project.write("notes.txt", "")
    project.write("scenarios/one.yaml", STORY)

    status = project.run(*words)

    assert status == 2
    assert said in project.err
    assert "Traceback" not in project.err


@pytest.mark.parametrize("path", ["scenarios/one.yaml", "features/one.feature"])
def test_a_target_that_does_not_answer_is_3(project: Project, path: str) -> None:
    project.write(path, FEATURE if path.endswith("feature") else STORY)

    status = project.run("run", "--target", "http://127.0.0.1:9")

    assert status == 3
    assert "http://127.0.0.1:9" in project.err
    assert "Traceback" not in project.err


def test_a_target_that_goes_away_in_the_middle_is_3(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(self: Run, item: ScenarioItem) -> None:
        raise TargetError("http://127.0.0.1:8025 does not answer")

    monkeypatch.setattr("simulator.engine.Run.perform", gone)
    project.write("features/one.feature", FEATURE)

    status = project.run("run")

    assert status == 3
    assert "does not answer" in project.err


@pytest.mark.parametrize("path", ["scenarios/one.yaml", "features/one.feature"])
def test_a_fault_of_ours_is_70_and_says_how_to_report_it(
    project: Project, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    def broken(self: Run, item: ScenarioItem) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("simulator.engine.Run.perform", broken)
    project.write(path, FEATURE if path.endswith("feature") else STORY)

    status = project.run("run")

    assert status == 70
    assert "ZeroDivisionError: division by zero" in project.err
    assert "report" in project.err
    assert "Traceback" not in project.err


def test_debug_adds_the_traceback_of_a_fault(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simulator.cli.run.selected", lambda paths: 1 / 0)

    status = project.run("run", "--debug")

    assert status == 70
    assert "Traceback (most recent call last)" in project.err


@pytest.mark.parametrize("path", ["scenarios/one.yaml", "features/one.feature"])
def test_an_interrupt_is_130(project: Project, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    def interrupted(self: Run, item: ScenarioItem) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("simulator.engine.Run.perform", interrupted)
    project.write(path, FEATURE if path.endswith("feature") else STORY)

    status = project.run("run")

    assert status == 130


def test_the_report_and_the_json_are_written_where_they_are_asked_for(project: Project) -> None:
    project.write("scenarios/one.yaml", STORY)

    project.run("run", "--report", "build/report", "--json", "build/results.json")

    assert "A visitor gives an email" in (project.folder / "build/report/index.html").read_text(encoding="utf-8")
    assert json.loads((project.folder / "build/results.json").read_bytes())["holds"] is True


def test_a_report_that_cannot_be_written_is_2(project: Project) -> None:
    project.write("scenarios/one.yaml", STORY)
    project.write("taken", "")

    status = project.run("run", "--report", "taken")

    assert status == 2
    assert "'taken/index.html' cannot be written" in project.err


def test_quiet_says_nothing_when_all_holds(project: Project) -> None:
    project.write("scenarios/one.yaml", STORY)

    status = project.run("run", "--quiet")

    assert (status, project.out, project.err) == (0, "", "")


def test_a_folder_gives_its_scenarios_and_features_and_passes_over_other_yaml(project: Project) -> None:
    project.write("stories/deep/one.yaml", STORY)
    project.write("stories/one.feature", FEATURE)
    project.write("stories/workspace.yaml", "name: Shop\n")

    status = project.run("run", "stories", "stories/one.feature")

    assert status == 0
    assert "2 stories hold" in project.out


def test_a_scenario_without_its_name_is_a_problem_and_not_passed_over(project: Project) -> None:
    project.write("scenarios/one.yaml", STORY.replace("scenario:", "scenaro:"))

    status = project.run("run")

    assert status == 2
    assert "scenaro" in project.err


def test_check_compiles_and_runs_nothing(project: Project) -> None:
    project.write("conftest.py", OWN_STEPS)
    project.write("scenarios/one.yaml", STORY)
    project.write("features/one.feature", OPEN_SHOP)

    status = project.run("check")

    assert status == 0
    assert project.out == "2 stories compiled, no problems\n"
    assert not (project.folder / "ran").exists()


def test_check_reports_problems_as_run_does(project: Project) -> None:
    project.write("features/one.feature", FEATURE.replace("is 1 profile", "is one profil"))

    status = project.run("check")

    assert status == 2
    assert project.err.startswith("features/one.feature:6:5: ")


def test_a_replay_id_means_one_row_of_an_outline_and_its_seed(project: Project) -> None:
    outline = FEATURE.replace("Scenario", "Scenario Outline").replace("is 1 profile", "is <count> profiles")
    project.write("features/one.feature", outline + "    Examples:\n      | count |\n      | 1 |\n      | 2 |\n")
    project.run("run", "--seed", "3", "--quiet")
    replay = replay_of(project.out)

    status = project.run("run", "--replay", replay)

    assert status == 1
    assert "@3-" in replay
    assert "0 stories hold, 1 fails" in project.out
    assert "Mia gives an email [2]" in project.out


def test_a_replay_stands_though_its_story_moved_within_the_file(project: Project) -> None:
    failing = STORY.replace("profiles: 1", "profiles: 2")
    project.write("scenarios/one.yaml", failing)
    project.run("run", "--quiet")
    project.write("scenarios/one.yaml", "# a remark\n" + failing)

    status = project.run("run", "--replay", replay_of(project.out))

    assert (status, project.err) == (1, "")


@pytest.mark.parametrize("path", ["scenarios/one.yaml", "features/one.feature"])
def test_a_replay_of_a_story_that_changed_is_2_with_the_command_for_what_it_is_now(project: Project, path: str) -> None:
    story = FEATURE.replace("is 1", "is 2") if "feature" in path else STORY.replace("profiles: 1", "profiles: 2")
    project.write(path, story)
    project.run("run", "--quiet")
    replay = replay_of(project.out)
    project.write(path, FEATURE if "feature" in path else STORY)

    status = project.run("run", "--replay", replay)

    assert (status, project.out) == (2, "")
    assert "has changed since it ran" in project.err
    assert f"as it is now: simulator run {path} -k " in project.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--replay", "yesterday"], "'yesterday' is no replay id"),
        (["--replay", "gone.yaml@7-0123456789abcdef"], "'gone.yaml', which "),
        (["--replay", "scenarios/one.yaml@7-0123456789abcdef"], "any more; it was renamed or removed"),
        (["--replay", "scenarios/one.yaml@7-0123456789abcdef", "--seed", "8"], "leave out PATH, -k and --seed"),
        (["--workspace", "gone.yaml"], "--workspace: there is no file 'gone.yaml'"),
    ],
)
def test_what_cannot_be_replayed_or_put_in_place_is_2_in_words(project: Project, words: list[str], said: str) -> None:
    project.write("scenarios/one.yaml", STORY)

    status = project.run("run", *words)

    assert status == 2
    assert said in project.err


def test_another_workspace_stands_in_for_the_one_that_stories_name(project: Project) -> None:
    buyers = "segments:\n  Known:\n    {attribute: email, exists: %s}\n"
    holding = STORY.replace("profiles: 1", "segment: Known, members: [Maya]")
    project.write("workspace.yaml", buyers % "true")
    project.write("other.yaml", buyers % "false")
    project.write("scenarios/one.yaml", holding + "workspace: ../workspace.yaml\n")
    project.write("features/one.feature", FEATURE.replace('"Mia" is 1 profile', '"Mia" is in the segment "Known"'))

    own, other = project.run("run"), project.run("run", "--workspace", "other.yaml")

    assert (own, other) == (0, 1)
    assert "0 stories hold, 2 fail;" in project.out
