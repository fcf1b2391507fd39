"""`simulator check`: compile scenarios, features and workspaces, run nothing; what is wrong is told with its place.

Notes on what is valid and seldom meant are told too; they change nothing about the exit status.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from simulator.cli.rehearsal import compiled_stories
from simulator.cli.run import HOLDS, NOTHING_RAN
from simulator.cli.selection import Selection, selected
from simulator.documents import Problems
from simulator.documents.problem import unknown
from simulator.engine import counted
from simulator.errors import DefinitionError, UsageError
from simulator.language import (
    LINT_RULE_BY_ID,
    check_definition,
    check_plan,
    explanation,
    is_definition,
    is_plan,
    lint,
    plans_in,
    read_files,
    shown_path,
)
from simulator.report import Findings, Looked, findings_json, findings_sarif

_WORKSPACE = "workspace.yaml"
_DOCUMENTS = {"json": findings_json, "sarif": findings_sarif}
"""The forms that programs read."""


@dataclass(frozen=True, slots=True)
class _Files:
    """What is to be checked: stories, definitions of workspaces or of sources, and tracking plans."""

    stories: Selection
    definitions: tuple[Path, ...]
    plans: tuple[Path, ...]


def add_options(parser: ArgumentParser) -> None:
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help=f"as for `run`, and {_WORKSPACE}, a file with the sources, or a tracking plan",
    )
    parser.add_argument(
        "--format",
        choices=("text", *_DOCUMENTS),
        default="text",
        help="how to tell what is found; programs read the others on standard output",
    )
    parser.add_argument(
        "--ignore", metavar="ID", action="append", default=[], help="make no notes of this rule; may be given again"
    )
    parser.add_argument("--explain", metavar="ID", help="say what a rule is about, with examples, and check nothing")


def execute(options: Namespace) -> int:
    _check_rules([*options.ignore, *filter(None, (options.explain,))])
    if options.explain:
        print(explanation(LINT_RULE_BY_ID[options.explain]))
        return HOLDS
    files = _chosen(options.paths)
    findings = _found(files, ignored=options.ignore)
    if options.format == "text":
        _tell(findings)
    else:
        sys.stdout.write(_DOCUMENTS[options.format](findings).decode())
    if findings.problems:
        return DefinitionError.exit_status
    return HOLDS if any(findings.looked_at) else NOTHING_RAN


def _tell(findings: Findings) -> None:
    """Say it to a reader.

    Raises:
        DefinitionError: with all problems, if there are any.
    """
    if findings.problems:
        raise DefinitionError(findings.problems)
    if not any(findings.looked_at):
        print("nothing to check: no scenario, no feature, no workspace and no tracking plan found", file=sys.stderr)
        return
    for note in findings.notes:
        print(note, file=sys.stderr)
    print(_summary(findings))


def _check_rules(ids: Sequence[str]) -> None:
    for one in ids:
        if one not in LINT_RULE_BY_ID:
            raise UsageError(f"{unknown('rule', one, LINT_RULE_BY_ID)} All are explained in docs/lint.md.")


def _found(files: _Files, *, ignored: Sequence[str]) -> Findings:
    """What is wrong; only where nothing is, what is seldom meant."""
    problems = Problems()
    for definition in files.definitions:
        check_definition(definition, problems)
    for plan in files.plans:
        check_plan(plan, problems)
    looked_at = Looked(compiled_stories(files.stories, problems), len(files.definitions), len(files.plans))
    if problems:
        return Findings(looked_at, problems=tuple(problems))
    reading = read_files(
        definitions=files.definitions,
        stories=files.stories.stories,
        features=files.stories.features,
        plans=files.plans,
    )
    return Findings(looked_at, notes=tuple(lint(reading, ignored=ignored)))


def _chosen(paths: Sequence[str]) -> _Files:
    """The files named or found; without any named also the workspace of the present folder."""
    found = selected(paths)
    folders = [Path(path) for path in paths or ["."]]
    workspaces = [folder / _WORKSPACE for folder in folders if (folder / _WORKSPACE).is_file()]
    plans = [file for file in found.stories if is_plan(file)]
    definitions = [file for file in found.stories if file not in plans and is_definition(file)]
    beside = [file for folder in folders for file in plans_in(folder)]
    return _Files(
        Selection(tuple(file for file in found.files if file not in (*definitions, *plans))),
        tuple(dict.fromkeys([*definitions, *map(shown_path, workspaces)])),
        tuple(dict.fromkeys([*plans, *map(shown_path, beside)])),
    )


def _summary(findings: Findings) -> str:
    looked_at, noted = findings.looked_at, len(findings.notes)
    parts = [counted(looked_at.stories, "story", "stories")] if looked_at.stories else []
    parts += [counted(looked_at.definitions, "definition")] if looked_at.definitions else []
    parts += [counted(looked_at.plans, "tracking plan")] if looked_at.plans else []
    notes = f", {counted(noted, 'note', 'notes')}" if noted else ""
    return f"{' and '.join(parts)} compiled, no problems{notes}"
