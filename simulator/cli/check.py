"""`simulator check`: compile scenarios, features and workspaces, run nothing; what is wrong is told with its place.

Remarks on what is valid and seldom meant are told too; they change nothing about the exit status.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from simulator.cli.rehearsal import Wish, rehearse
from simulator.cli.run import HOLDS, NOTHING_RAN
from simulator.cli.selection import Selection, selected
from simulator.documents import Node, Problem, Problems, load_file
from simulator.engine import counted
from simulator.errors import DefinitionError
from simulator.language import (
    check_definition,
    check_plan,
    is_definition,
    is_plan,
    plan_remarks,
    plans_in,
    remarks,
    shown_path,
)

_WORKSPACE = "workspace.yaml"


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


def execute(options: Namespace) -> int:
    files = _chosen(options.paths)
    problems = Problems()
    for definition in files.definitions:
        check_definition(definition, problems)
    for plan in files.plans:
        check_plan(plan, problems)
    stories = _compiled(files.stories, problems)
    problems.raise_if_any()
    if not stories and not files.definitions and not files.plans:
        print("nothing to check: no scenario, no feature, no workspace and no tracking plan found", file=sys.stderr)
        return NOTHING_RAN
    noted = list(_remarks(files))
    for remark in noted:
        print(f"{remark.place}: note: {remark.message}", file=sys.stderr)
    print(_summary(stories, len(files.definitions), len(files.plans), len(noted)))
    return HOLDS


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


def _compiled(selection: Selection, problems: Problems) -> int:
    """How many stories there are; their problems join the others, so that all are told at once."""
    try:
        return rehearse(selection, Wish(), perform=False).stories
    except DefinitionError as error:
        problems.extend(problem for problem in error.problems if isinstance(problem, Problem))
        return 0


def _remarks(files: _Files) -> Iterator[Problem]:
    for plan in files.plans:
        node = load_file(plan, Problems())
        yield from () if node is None else plan_remarks(node)
    for file in (*files.definitions, *files.stories.stories):
        node = load_file(file, Problems())
        for definition in () if node is None else _definitions(node):
            yield from remarks(definition)


def _definitions(node: Node) -> Iterator[Node]:
    """The file itself, and a workspace that a scenario holds."""
    yield node
    inside = node.value.get("workspace") if isinstance(node.value, dict) else None
    if inside is not None:
        yield inside


def _summary(stories: int, definitions: int, plans: int, noted: int) -> str:
    parts = [counted(stories, "story", "stories")] if stories or not definitions + plans else []
    parts += [counted(definitions, "definition")] if definitions else []
    parts += [counted(plans, "tracking plan")] if plans else []
    notes = f", {counted(noted, 'note', 'notes')}" if noted else ""
    return f"{' and '.join(parts)} compiled, no problems{notes}"
