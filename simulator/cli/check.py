"""`simulator check`: compile scenarios, features and workspaces, run nothing; what is wrong is told with its place.

Notes on what is valid and seldom meant are told too; they change nothing about the exit status.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from simulator.cli.rehearsal import Wish, rehearse
from simulator.cli.run import HOLDS, NOTHING_RAN
from simulator.cli.selection import Selection, selected
from simulator.documents import Problem, Problems
from simulator.documents.problem import unknown
from simulator.engine import counted
from simulator.errors import DefinitionError, UsageError
from simulator.language import RULE_BY_ID, check_definition, explanation, is_definition, lint, read_files, shown_path
from simulator.report import Findings, findings_json, findings_sarif

_WORKSPACE = "workspace.yaml"
_DOCUMENTS = {"json": findings_json, "sarif": findings_sarif}
"""The forms that programs read."""


@dataclass(frozen=True, slots=True)
class _Files:
    """What is to be checked: stories, and definitions of workspaces or of sources."""

    stories: Selection
    definitions: tuple[Path, ...]


def add_options(parser: ArgumentParser) -> None:
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help=f"as for `run`, and {_WORKSPACE} or a file with the sources"
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
        print(explanation(RULE_BY_ID[options.explain]))
        return HOLDS
    files = _chosen(options.paths)
    findings = _found(files, ignored=options.ignore)
    if options.format == "text":
        _tell(findings)
    else:
        sys.stdout.write(_DOCUMENTS[options.format](findings).decode())
    if findings.problems:
        return DefinitionError.exit_status
    return HOLDS if findings.stories or findings.definitions else NOTHING_RAN


def _tell(findings: Findings) -> None:
    """Say it to a reader.

    Raises:
        DefinitionError: with all problems, if there are any.
    """
    if findings.problems:
        raise DefinitionError(findings.problems)
    if not (findings.stories or findings.definitions):
        print("nothing to check: no scenario, no feature and no workspace found", file=sys.stderr)
        return
    for remark in findings.remarks:
        print(remark, file=sys.stderr)
    print(_summary(findings))


def _check_rules(ids: Sequence[str]) -> None:
    for one in ids:
        if one not in RULE_BY_ID:
            raise UsageError(f"{unknown('rule', one, RULE_BY_ID)} All are explained in docs/lint.md.")


def _found(files: _Files, *, ignored: Sequence[str]) -> Findings:
    """What is wrong; only where nothing is, what is seldom meant."""
    problems = Problems()
    for definition in files.definitions:
        check_definition(definition, problems)
    stories, definitions = _compiled(files.stories, problems), len(files.definitions)
    if problems:
        return Findings(tuple(problems), stories=stories, definitions=definitions)
    reading = read_files(files.definitions, files.stories.stories, files.stories.features)
    return Findings((), tuple(lint(reading, ignored=ignored)), stories, definitions)


def _chosen(paths: Sequence[str]) -> _Files:
    """The files named or found; without any named also the workspace of the present folder."""
    found = selected(paths)
    workspaces = [folder / _WORKSPACE for folder in map(Path, paths or ["."]) if (folder / _WORKSPACE).is_file()]
    definitions = [file for file in found.stories if is_definition(file)]
    return _Files(
        Selection(tuple(file for file in found.files if file not in definitions)),
        tuple(dict.fromkeys([*definitions, *map(shown_path, workspaces)])),
    )


def _compiled(selection: Selection, problems: Problems) -> int:
    """How many stories there are; their problems join the others, so that all are told at once."""
    try:
        return rehearse(selection, Wish(), perform=False).stories
    except DefinitionError as error:
        problems.extend(problem for problem in error.problems if isinstance(problem, Problem))
        return 0


def _summary(findings: Findings) -> str:
    stories, definitions, noted = findings.stories, findings.definitions, len(findings.remarks)
    parts = [counted(stories, "story", "stories")] if stories or not definitions else []
    parts += [counted(definitions, "definition")] if definitions else []
    notes = f", {counted(noted, 'note', 'notes')}" if noted else ""
    return f"{' and '.join(parts)} compiled, no problems{notes}"
