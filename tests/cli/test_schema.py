"""`simulator schema`: editors and the parser agree on what may be written."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from simulator.documents import Problems, load_file, load_text, node_of
from simulator.language import compile_yaml
from simulator.language.schemas import SCHEMAS, schema_of
from simulator.language.yaml_expectations import SUBJECTS
from simulator.language.yaml_verbs import FORMS
from simulator.parity import listed_settings
from simulator.plan import read_plan
from simulator.values import Json
from simulator.workspace import read_definition
from simulator.workspace.segments.parser import KINDS
from simulator.workspace.settings import HINTS
from tests.cli.project import Project

ROOT = Path(__file__).parents[2]
PLAN = ROOT / "simulator" / "plan" / "core_commerce.yaml"
SCENARIOS = sorted((ROOT / "scenarios").glob("*.yaml"))
VALIDATORS = {kind: Draft7Validator(schema_of(kind)) for kind in SCHEMAS}


def plain(path: Path) -> Json:
    node = load_file(path, Problems())
    assert node is not None
    return node.plain()


def refused(kind: str, document: Json) -> bool:
    return not VALIDATORS[kind].is_valid(document)


def condition_refused(condition: Json) -> bool:
    return refused("workspace", {"segments": {"S": condition}})


def mistyped(document: Json) -> Iterator[Json]:
    """The document with one of its keys misspelt, each key in turn."""
    if isinstance(document, list):
        for number, member in enumerate(document):
            yield from ([*document[:number], wrong, *document[number + 1 :]] for wrong in mistyped(member))
    if isinstance(document, dict):
        for key, member in document.items():
            yield {(f"{name}x" if name == key else name): value for name, value in document.items()}
            yield from ({**document, key: wrong} for wrong in mistyped(member))


@pytest.mark.parametrize("kind", SCHEMAS)
def test_the_command_prints_the_schema_in_the_draft_that_editors_read(project: Project, kind: str) -> None:
    status = project.run("schema", kind)

    printed = json.loads(project.out)
    assert status == 0
    assert printed == schema_of(kind)
    Draft7Validator.check_schema(printed)


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_every_bundled_scenario_is_what_its_schema_says(path: Path) -> None:
    errors = [f"{error.json_path}: {error.message}" for error in VALIDATORS["scenario"].iter_errors(plain(path))]

    assert errors == []


def test_the_bundled_plan_is_what_its_schema_says() -> None:
    assert not refused("plan", plain(PLAN))


def test_what_the_parser_of_plans_does_not_know_is_refused_by_the_schema_too() -> None:
    for document in mistyped(plain(PLAN)):
        problems = Problems()
        read_plan(node_of(document), problems)

        parser_minds = any(problem.message.startswith("unknown key") for problem in problems)
        assert refused("plan", document) or not parser_minds, document
        assert problems or not refused("plan", document), document


@pytest.mark.parametrize(
    ("field", "is_right"),
    [
        ("money", True),
        ({"type": "money", "unit": "minor units", "plausible": [100, 500]}, True),
        ({"type": "money", "plausible": {"EUR": [1, 5]}}, True),
        ({"type": "time", "unit": "ISO 8601"}, True),
        ({"type": "time", "plausible": ["2020-01-01", "2030-01-01"]}, True),
        ({"type": "number", "unit": "kg"}, True),
        ("mony", False),
        ({"unit": "minor units"}, False),
        ({"type": "money", "unit": "cents"}, False),
        ({"type": "money", "plausible": [1]}, False),
        ({"type": "money", "plausible": {"EUR": 5}}, False),
        ({"type": "time", "unit": "minutes"}, False),
        ({"type": "time", "plausible": {"EUR": ["2020-01-01", "2030-01-01"]}}, False),
        ({"type": "string", "unit": "kg"}, False),
        ({"type": "number", "plausible": [1, 2]}, False),
        ({"type": "string", "owner": "web"}, False),
    ],
)
def test_a_field_of_a_plan_is_in_an_editor_what_it_is_in_the_parser(field: Json, is_right: bool) -> None:
    document: Json = {"name": "P", "events": {"E": {"required": {"f": field}}}}
    problems = Problems()

    read_plan(node_of(document), problems)

    assert bool(problems) is not is_right
    assert refused("plan", document) is not is_right


def test_the_bundled_workspace_is_what_its_schema_says() -> None:
    assert not refused("workspace", plain(ROOT / "workspace.yaml"))


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_a_key_that_the_parser_does_not_know_is_refused_by_the_schema_too(path: Path, tmp_path: Path) -> None:
    (tmp_path / "workspace.yaml").write_bytes((ROOT / "workspace.yaml").read_bytes())
    tried = 0

    for number, document in enumerate(mistyped(plain(path))):
        file, problems = tmp_path / f"{number}.yaml", Problems()
        file.write_text(json.dumps(document), encoding="utf-8")
        compile_yaml(file, problems)
        parser_minds = any(problem.message.startswith("unknown key") for problem in problems)
        assert refused("scenario", document) or not parser_minds, document
        assert problems or not refused("scenario", document), document
        tried += parser_minds

    assert tried > 0


def test_a_key_of_the_workspace_that_the_parser_does_not_know_is_refused_by_the_schema_too() -> None:
    for document in mistyped(plain(ROOT / "workspace.yaml")):
        problems = Problems()
        read_definition(node_of(document), problems)

        parser_minds = any(problem.message.startswith("unknown key") for problem in problems)
        assert refused("workspace", document) or not parser_minds, document
        assert problems or not refused("workspace", document), document


@pytest.mark.parametrize("name", HINTS)
def test_a_setting_takes_in_an_editor_what_it_takes_in_the_parser(name: str) -> None:
    (listed,) = [setting for setting in listed_settings() if setting.name == name]
    values = [value for value in (listed.default, *listed.values) if not str(value).startswith("any ")]

    for value in values:
        problems = Problems()
        document: Json = {"settings": {name: value}}
        read_definition(node_of(document), problems)
        assert refused("workspace", document) == bool(problems), value
    assert (
        refused("workspace", {"settings": {name: "no such word"}}) or name == "timezone" or "span" in str(HINTS[name])
    )


@pytest.mark.parametrize(
    "condition",
    [
        'performed "Order Placed" within 30 days',
        {"performed": "Order Placed", "times": {"at least": 3}, "within": "90 days"},
        {"performed": "Order Placed", "where": [{"data": "total", "at least": 50}]},
        {"not viewed page": "/cart", "between": ["2026-03-02", "2026-03-03"]},
        {"attribute": "plan", "equals": "gold"},
        {"attribute": "born", "is a timestamp between": ["2026-03-02", "3 days ago"]},
        {"all": [{"not in segment": "VIPs"}, {"not": {"any": ["plan exists"]}}]},
    ],
)
def test_every_kind_of_condition_can_be_written(condition: Json) -> None:
    assert not condition_refused(condition)


@pytest.mark.parametrize(
    "condition",
    [
        {"performd": "Order Placed"},
        {"performed": "Order Placed", "widthin": "30 days"},
        {"viewed page": "/cart", "where": [{"data": "total", "at least": 50}]},
        {"performed": "Order Placed", "times": {"at least": 3, "at most": 4}},
        {"attribute": "plan"},
        {"attribute": "plan", "equal": "gold"},
        {"attribute": "plan", "at least": 3, "at most": 4},
        {"all": []},
        {"all": [{"performd": "Order Placed"}]},
    ],
)
def test_a_slip_in_a_condition_is_refused_by_schema_and_parser(condition: Json) -> None:
    problems = Problems()
    read_definition(node_of({"segments": {"S": condition}}), problems)

    assert problems
    assert condition_refused(condition)


def test_every_kind_verb_and_subject_of_the_parser_stands_in_the_schema() -> None:
    printed = json.dumps(schema_of("scenario"))

    assert [word for word in (*KINDS, *FORMS, *SUBJECTS) if json.dumps(word) not in printed] == []


def test_every_setting_says_what_it_decides() -> None:
    printed = json.dumps(schema_of("workspace"))

    assert [one.name for one in listed_settings() if one.name in HINTS and json.dumps(one.decides) not in printed] == []


def test_a_text_that_points_to_a_file_may_stand_for_a_section() -> None:
    story = load_text("scenario: S\nsegments: segments.yaml\nexpect:\n  - {at: 0m, profiles: 0}\n", Problems())

    assert story is not None
    assert not refused("scenario", story.plain())
