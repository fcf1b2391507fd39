"""`simulator check`: files of every kind, all problems at once, and remarks on what is valid and seldom meant."""

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
    """The places of the remarks."""
    return [line.partition(": note: ")[0] for line in project.err.splitlines() if ": note: " in line]


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
    assert project.err.startswith("tracking_plan.yaml:2:10: note: event 'Quiz Finished' has no example")
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
    assert len(noted(project)) == 2
