"""Every rule of the linter by its own examples: it remarks on the bad one, and nothing does on the good one."""

from pathlib import Path

import pytest

from simulator.documents import Problems
from simulator.language import (
    RULE_BY_ID,
    RULES,
    Remark,
    Rule,
    check_definition,
    compile_written,
    compile_yaml,
    explanation,
    lint,
    phrase_for,
    read_feature,
    read_files,
)
from simulator.language.linting import Example

NAMES = {"feature": "f.feature", "scenario": "s.yaml", "workspace": "workspace.yaml"}
each_rule = pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(example: Example) -> Path:
    path = Path(NAMES[example.kind])
    path.write_text(example.file, encoding="utf-8")
    return path


def remarks_on(example: Example) -> list[Remark]:
    files: dict[str, list[Path]] = {kind: [] for kind in NAMES}
    files[example.kind].append(written(example))
    return lint(read_files(files["workspace"], files["scenario"], files["feature"]))


def problems_of(example: Example) -> list[str]:
    """Why the example does not compile; sentences outside of the vocabulary count as the project's own."""
    path, problems = written(example), Problems()
    match example.kind:
        case "workspace":
            check_definition(path, problems)
        case "scenario":
            compile_yaml(path, problems)
        case "feature":
            for scenario in read_feature(path, problems):
                compile_written(scenario, problems, is_own=lambda step: phrase_for(step.text) is None)
    return [str(problem) for problem in problems]


@each_rule
@pytest.mark.usefixtures("folder")
def test_a_rule_remarks_on_its_bad_example_and_no_other_rule_does(rule: Rule) -> None:
    assert {remark.rule for remark in remarks_on(rule.bad)} == {rule.id}


@each_rule
@pytest.mark.usefixtures("folder")
def test_no_rule_remarks_on_a_good_example(rule: Rule) -> None:
    assert remarks_on(rule.good) == []


@each_rule
@pytest.mark.usefixtures("folder")
def test_both_examples_of_a_rule_compile(rule: Rule) -> None:
    assert problems_of(rule.bad) == []
    assert problems_of(rule.good) == []


@each_rule
def test_a_rule_is_explained_in_fifteen_lines(rule: Rule) -> None:
    lines = explanation(rule).splitlines()

    assert len(lines) <= 15
    assert lines[0] == f"{rule.id}: {rule.what}"


def test_ids_are_words_and_each_is_one_rule_s() -> None:
    assert len(RULE_BY_ID) == len(RULES)
    assert all(part.isalpha() and part.islower() for rule in RULES for part in rule.id.split("-"))
