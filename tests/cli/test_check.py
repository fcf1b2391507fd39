"""`simulator check`: files of every kind, all problems at once, and notes on what is valid and seldom meant."""

import msgspec
import pytest

from tests.cli.project import Project
from tests.cli.test_run import STORY

WORKSPACE = """
segments:
  Buyers: performed "Order Placed"
"""
FORGETFUL = """
segments:
  Quiet:
    not performed: Order Placed
    within: 4 hours
"""


def noted(project: Project) -> list[str]:
    """The places of the notes."""
    return [line.partition(": note[")[0] for line in project.err.splitlines() if ": note[" in line]


def test_a_workspace_is_checked_by_its_name(project: Project) -> None:
    project.write("workspace.yaml", WORKSPACE)

    status = project.run("check", "workspace.yaml")

    assert status == 0
    assert project.out == "1 definition compiled, no problems\n"


def test_without_paths_the_workspace_here_is_checked_with_the_stories(project: Project) -> None:
    project.write("workspace.yaml", WORKSPACE)
    project.write("scenarios/one.yaml", STORY)

    project.run("check")

    assert project.out == "1 story and 1 definition compiled, no problems\n"


def test_a_tracking_plan_is_checked_by_its_name_by_what_is_in_it_and_beside_the_stories(project: Project) -> None:
    project.write("tracking_plan.yaml", "name: growth\nevents: {Quiz Finished: {owner: web, example: {}}}\n")
    project.write("plans/b2b.yaml", "name: b2b\nevents: {Quote Asked: {owner: web, example: {}}}\n")
    project.write("scenarios/one.yaml", STORY)

    statuses = [project.run("check", *paths) for paths in (("tracking_plan.yaml",), ("plans/b2b.yaml",), ())]

    assert statuses == [0, 0, 0]
    assert project.out == "1 story and 1 tracking plan compiled, no problems\n"


def test_what_is_wrong_with_a_tracking_plan_is_told_at_its_place(project: Project) -> None:
    project.write("tracking_plan.yaml", "name: growth\nevents: {Quiz Finished: {ownr: web}}\n")

    status = project.run("check", "tracking_plan.yaml")

    assert status == 2
    assert "tracking_plan.yaml:2:26: unknown key 'ownr' in event 'Quiz Finished'. Did you mean 'owner'?" in project.err


def test_questions_that_a_tracking_plan_leaves_open_are_noted(project: Project) -> None:
    project.write("tracking_plan.yaml", "name: P\nevents: {Quiz Finished: {owner: web}}\n")

    status = project.run("check", "tracking_plan.yaml")

    assert status == 0
    assert project.err.startswith("tracking_plan.yaml:2:10: note[no-example]: event 'Quiz Finished' has no example")
    assert project.out == "1 tracking plan compiled, no problems, 1 note\n"


def test_problems_of_workspaces_sources_and_stories_are_told_at_once(project: Project) -> None:
    project.write("workspace.yaml", "segmnts: {}\n")
    project.write("shop.yaml", "storefront: {takes: 2 seconds}\nweb: {taks: 3 seconds}\n")
    project.write("scenarios/one.yaml", STORY.replace("profiles: 1", "profils: 1"))

    status = project.run("check", "workspace.yaml", "shop.yaml", "scenarios")

    assert status == 2
    assert "workspace.yaml:1:1: unknown key 'segmnts' in the workspace. Did you mean 'segments'?" in project.err
    assert "shop.yaml:2:7: unknown key 'taks' in source 'web'. Did you mean 'takes'?" in project.err
    assert "scenarios/one.yaml:10:14: unknown key 'profils'" in project.err


def test_a_negated_window_that_forgets_the_young_is_noted(project: Project) -> None:
    project.write("workspace.yaml", FORGETFUL)

    status = project.run("check", "workspace.yaml")

    assert status == 0
    assert noted(project) == ["workspace.yaml:4:5"]
    assert "note[forgets-newcomers]: segment 'Quiet'" in project.err
    assert "holds for nobody known for less than 4 hours (segments.neg.age)" in project.err
    assert "add 'or not performed \"Order Placed\"'" in project.err
    assert project.out == "1 definition compiled, no problems, 1 note\n"


@pytest.mark.parametrize(
    "condition",
    [
        'not performed "A" within 4 hours or not performed "A"',
        'not (performed "A" within 4 hours and performed "A")',
        'performed "A" within 4 hours',
        'not performed "A"',
        'performed "A" where total at least 5, plan equals "x" and not performed "B"',
        'performed "A" where bought is a timestamp between 2026-03-02 and 2026-03-03',
        '(performed "A" where total at least 5) and plan equals "x"',
    ],
)
def test_what_is_meant_as_it_stands_is_not_noted(project: Project, condition: str) -> None:
    project.write("workspace.yaml", f"segments:\n  S: '{condition}'\n")

    status = project.run("check", "workspace.yaml")

    assert (status, project.err) == (0, "")


def test_an_and_that_looks_like_a_further_row_is_noted_where_it_stands(project: Project) -> None:
    condition = 'performed "A" where total at least 5 and plan equals "x"'
    project.write("workspace.yaml", f"segments:\n  S: '{condition}'\n")

    project.run("check", "workspace.yaml")

    assert noted(project) == [f"workspace.yaml:2:{7 + condition.index('and')}"]


def test_segments_of_a_scenario_and_filters_of_campaigns_are_looked_at_too(project: Project) -> None:
    campaign = "campaigns:\n  C:\n    trigger: {event: A}\n    filter: {not performed: B, within: 1 hour}\n"
    project.write(
        "scenarios/one.yaml",
        STORY + campaign + "    steps: [{delay: 1 minute}]\nworkspace:" + FORGETFUL.replace("\n", "\n  "),
    )

    status = project.run("check")

    assert status == 0
    assert project.err.count("note[forgets-newcomers]") == 2


def test_a_rule_that_is_ignored_makes_no_notes(project: Project) -> None:
    project.write("workspace.yaml", FORGETFUL)

    status = project.run("check", "workspace.yaml", "--ignore", "full-stop", "--ignore", "forgets-newcomers")

    assert (status, project.err) == (0, "")
    assert project.out == "1 definition compiled, no problems\n"


@pytest.mark.parametrize("option", ["--ignore", "--explain"])
def test_an_unknown_rule_is_told_with_the_nearest_one(project: Project, option: str) -> None:
    status = project.run("check", option, "forget-newcomer")

    assert status == 2
    assert "unknown rule 'forget-newcomer'. Did you mean 'forgets-newcomers'?" in project.err


def test_a_rule_is_explained_with_a_bad_and_a_good_example_and_nothing_is_checked(project: Project) -> None:
    project.write("workspace.yaml", "segmnts: {}\n")

    status = project.run("check", "--explain", "forgets-newcomers")

    assert (status, project.err) == (0, "")
    assert project.out.startswith("forgets-newcomers: a negated window that new people never meet\n")
    assert 'not performed "Order Placed" within 4 hours or not performed "Order Placed"' in project.out


def test_notes_are_told_to_programs_on_standard_output_alone(project: Project) -> None:
    project.write("workspace.yaml", FORGETFUL)

    status = project.run("check", "workspace.yaml", "--format", "json")

    (note,) = msgspec.json.decode(project.out)["notes"]
    assert (status, project.err) == (0, "")
    assert (note["rule"], note["file"], note["line"]) == ("forgets-newcomers", "workspace.yaml", 4)


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_problems_are_told_to_programs_too_and_the_status_says_so(project: Project, form: str) -> None:
    project.write("workspace.yaml", "segmnts: {}\n")

    status = project.run("check", "workspace.yaml", "--format", form)

    assert status == 2
    assert "unknown key 'segmnts' in the workspace." in project.out
    assert project.err == ""


def test_nothing_to_check_is_a_document_without_findings_for_programs(project: Project) -> None:
    status = project.run("check", "--format", "json")

    document = msgspec.json.decode(project.out)
    assert status == 4
    assert (document["stories"], document["problems"], document["notes"]) == (0, [], [])
