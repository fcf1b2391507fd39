"""Every rule of the linter by its own examples: it notes the bad one, and none notes the good one."""

from pathlib import Path

import pytest

from simulator.documents import Problems
from simulator.language import (
    LINT_RULE_BY_ID,
    LINT_RULES,
    LintRule,
    Note,
    check_definition,
    check_plan,
    compile_written,
    compile_yaml,
    explanation,
    lint,
    phrase_for,
    read_feature,
    read_files,
)
from simulator.language.linting import Example

NAMES = {"feature": "f.feature", "scenario": "s.yaml", "workspace": "workspace.yaml", "plan": "tracking_plan.yaml"}
each_rule = pytest.mark.parametrize("rule", LINT_RULES, ids=[rule.id for rule in LINT_RULES])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(example: Example) -> Path:
    path = Path(NAMES[example.kind])
    path.write_text(example.file, encoding="utf-8")
    return path


def notes_on(example: Example) -> list[Note]:
    files: dict[str, list[Path]] = {kind: [] for kind in NAMES}
    files[example.kind].append(written(example))
    return lint(
        read_files(
            definitions=files["workspace"], stories=files["scenario"], features=files["feature"], plans=files["plan"]
        )
    )


def problems_of(example: Example) -> list[str]:
    """Why the example does not compile; sentences outside of the vocabulary count as the project's own."""
    path, problems = written(example), Problems()
    match example.kind:
        case "workspace":
            check_definition(path, problems)
        case "scenario":
            compile_yaml(path, problems)
        case "plan":
            check_plan(path, problems)
        case "feature":
            for scenario in read_feature(path, problems):
                compile_written(scenario, problems, is_own=lambda step: phrase_for(step.text) is None)
    return [str(problem) for problem in problems]


@each_rule
@pytest.mark.usefixtures("folder")
def test_a_rule_notes_its_bad_example_and_no_other_rule_does(rule: LintRule) -> None:
    assert {note.rule for note in notes_on(rule.bad)} == {rule.id}


@each_rule
@pytest.mark.usefixtures("folder")
def test_no_rule_notes_a_good_example(rule: LintRule) -> None:
    assert notes_on(rule.good) == []


@each_rule
@pytest.mark.usefixtures("folder")
def test_both_examples_of_a_rule_compile(rule: LintRule) -> None:
    assert problems_of(rule.bad) == []
    assert problems_of(rule.good) == []


@each_rule
def test_a_rule_is_explained_in_fifteen_lines(rule: LintRule) -> None:
    lines = explanation(rule).splitlines()

    assert len(lines) <= 15
    assert lines[0] == f"{rule.id}: {rule.what}"


def test_ids_are_words_and_each_is_one_rule_s() -> None:
    assert len(LINT_RULE_BY_ID) == len(LINT_RULES)
    assert all(part.isalpha() and part.islower() for rule in LINT_RULES for part in rule.id.split("-"))
