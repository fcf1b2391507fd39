"""The reports that a run writes: where they were asked for, and to GitHub when it runs us."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.cli.project import Project

OUTLINE = """\
@carts
Feature: Carts
  Rule: Visitors stay visitors
    Scenario Outline: Nobody is known after <minutes>
      Given "Mia" is a new visitor on a phone
      When <minutes> pass
      Then "Mia" is <count> profiles
      @quick
      Examples:
        | minutes   | count |
        | 2 minutes | 0     |
        | 3 minutes | 2     |
"""
SCENARIO = """\
scenario: Ada is known
shoppers: {Ada: {known as: {customer_id: C-1}}}
expect: [{at: 1m, profiles: 1}]
"""
GITHUB = ("GITHUB_ACTIONS", "GITHUB_WORKSPACE", "GITHUB_STEP_SUMMARY")


@pytest.fixture(autouse=True)
def at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in GITHUB:
        monkeypatch.delenv(name, raising=False)


def test_each_row_of_an_outline_is_a_case_with_its_tags(project: Project) -> None:
    project.write("features/a.feature", OUTLINE)

    status = project.run("run", "--junit", "out/junit.xml", "--quiet")

    suites = ET.parse(project.folder / "out/junit.xml").getroot()
    rows = [(suite.attrib["failures"], properties_of(suite)["row"]) for suite in suites]
    assert status == 1
    assert rows == [("0", "minutes=2 minutes, count=0"), ("1", "minutes=3 minutes, count=2")]
    assert properties_of(suites[0])["tags"] == "carts quick"


def properties_of(suite: ET.Element) -> dict[str, str]:
    return {one.attrib["name"]: one.attrib["value"] for one in suite.iter("property")}


def test_the_json_document_knows_feature_rule_and_row(project: Project) -> None:
    project.write("features/a.feature", OUTLINE)

    project.run("run", "--json", "results.json", "--quiet")

    story = json.loads((project.folder / "results.json").read_text())["stories"][0]
    assert (story["feature"], story["rule"]) == ("Carts", "Visitors stay visitors")
    assert story["row"] == {"minutes": "2 minutes", "count": "0"}


def test_github_gets_annotations_and_a_summary_behind_what_is_there(
    project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("before\n", encoding="utf-8")
    for name, value in zip(GITHUB, ("true", str(project.folder), str(summary)), strict=True):
        monkeypatch.setenv(name, value)
    project.write("features/a.feature", OUTLINE)

    project.run("run")

    assert "\n::error file=features/a.feature,line=7,col=7,title=Nobody is known after 3 minutes" in project.out
    assert summary.read_text(encoding="utf-8").startswith("before\n## Customer.io simulator\n")


def test_elsewhere_nothing_is_said_to_github(project: Project) -> None:
    project.write("features/a.feature", OUTLINE)

    project.run("run")

    assert "::error" not in project.out


def test_a_report_that_cannot_be_written_is_a_usage_error(project: Project) -> None:
    project.write("features/a.feature", OUTLINE)

    status = project.run("run", "--junit", "features/a.feature/junit.xml")

    assert status == 2
    assert "'features/a.feature/junit.xml' cannot be written" in project.err


def test_the_page_tells_what_happened_in_features_and_scenario_files_alike(project: Project) -> None:
    project.write("features/a.feature", OUTLINE)
    project.write("scenarios/a.yaml", SCENARIO)

    project.run("run", "--report", "out")

    page = (project.folder / "out/index.html").read_text(encoding="utf-8")
    assert page.count('<ol class="timeline">') == 3
    assert "known from before as C-1" in page
