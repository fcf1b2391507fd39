"""What `check` found, for programs: JSON of its own, and SARIF as its schema and GitHub's code scanning want it."""

from pathlib import Path

import msgspec
import pytest

from simulator.documents import Place, Problem
from simulator.language import LINT_RULES, Note
from simulator.report import Findings, Looked, findings_json, findings_sarif
from tests.report.sarif_schema import sarif_faults

PROBLEM = Problem(Place("features/a b.feature", 3, 5), "unknown step 'it rains'")
NOTE = Note("full-stop", Place("features/cart.feature", 7, 5), "the step ends in a full stop")
FOUND = Findings(Looked(stories=2, definitions=1), (PROBLEM,), (NOTE, NOTE))


class Shown(msgspec.Struct, rename="camel"):
    """A part of SARIF as far as it is looked at."""


class Artifact(Shown):
    uri: str
    uri_base_id: str | None = None


class Region(Shown):
    start_line: int
    start_column: int


class Physical(Shown):
    artifact_location: Artifact
    region: Region


class Location(Shown):
    physical_location: Physical


class Message(Shown):
    text: str


class Result(Shown):
    rule_id: str
    rule_index: int
    level: str
    message: Message
    locations: list[Location]
    partial_fingerprints: dict[str, str]


class RuleShown(Shown):
    id: str


class Driver(Shown):
    rules: list[RuleShown]


class Tool(Shown):
    driver: Driver


class Run(Shown):
    tool: Tool
    results: list[Result]


class Log(Shown):
    runs: list[Run]


def sarif_run(findings: Findings) -> Run:
    (run,) = msgspec.json.decode(findings_sarif(findings), type=Log).runs
    return run


def results(findings: Findings = FOUND) -> list[Result]:
    return sarif_run(findings).results


@pytest.mark.parametrize("findings", [FOUND, Findings(Looked())], ids=["some", "none"])
def test_sarif_is_as_its_schema_wants_it(findings: Findings) -> None:
    assert sarif_faults(findings_sarif(findings)) == []


def test_the_schema_finds_what_is_wrong() -> None:
    document = findings_sarif(FOUND).replace(b'"level": "note"', b'"level": "whim"')

    assert sarif_faults(document) != []


def test_a_problem_is_an_error_and_what_is_seldom_meant_a_note_of_its_rule() -> None:
    told = [(one.level, one.rule_id, one.message.text) for one in results()]

    assert told[0] == ("error", "does-not-compile", PROBLEM.message)
    assert told[1] == ("note", "full-stop", NOTE.message)


def test_every_rule_is_listed_and_a_result_points_at_its_own() -> None:
    run = sarif_run(FOUND)

    listed = [rule.id for rule in run.tool.driver.rules]

    assert listed == ["does-not-compile", *(rule.id for rule in LINT_RULES)]
    assert all(listed[one.rule_index] == one.rule_id for one in run.results)


def test_a_place_is_told_as_an_address_from_the_checkout() -> None:
    physical = results()[0].locations[0].physical_location

    assert physical.artifact_location == Artifact("features/a%20b.feature", "%SRCROOT%")
    assert physical.region == Region(3, 5)


def test_a_file_outside_of_the_checkout_has_a_whole_address(tmp_path: Path) -> None:
    problem = Problem(Place(str(tmp_path / "a.feature"), 1, 1), "is empty")

    (only,) = results(Findings(Looked(), (problem,)))

    assert only.locations[0].physical_location.artifact_location.uri == (tmp_path / "a.feature").as_uri()


def test_a_finding_is_known_again_in_another_line_and_told_from_its_like() -> None:
    moved = Note(NOTE.rule, Place(NOTE.place.path, 99, 5), NOTE.message)

    first, second = (one.partial_fingerprints for one in results()[1:])
    (again,) = (one.partial_fingerprints for one in results(Findings(Looked(), (), (moved,))))

    assert again == first != second


def test_json_tells_problems_and_notes_with_their_places() -> None:
    document = msgspec.json.decode(findings_json(FOUND))

    assert document["problems"] == [
        {"file": "features/a b.feature", "line": 3, "column": 5, "message": PROBLEM.message}
    ]
    assert document["notes"][0]["rule"] == "full-stop"
    assert (document["version"], document["stories"], document["definitions"]) == (1, 2, 1)
