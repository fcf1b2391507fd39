"""`simulator run`: compile and run scenarios and features; the exit status says how it went."""

import os
import sys
from argparse import ArgumentParser, Namespace
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from simulator.cli.progress import StoryBar
from simulator.cli.publishing import add_report_options, write_reports
from simulator.cli.rehearsal import Wish, rehearse
from simulator.cli.selection import FOLDERS, Selection, selected
from simulator.cli.workers import AUTO, rehearse_dealt, workers_from
from simulator.engine import replay_id_from
from simulator.errors import UsageError
from simulator.language import workspace_instead
from simulator.report import TRACES, Results, show_results

HOLDS, FAILS, NOTHING_RAN = 0, 1, 4


def add_options(parser: ArgumentParser) -> None:
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help=f"scenario files, feature files, folders (default: {' and '.join(f'{name}/' for name in FOLDERS)})",
    )
    add_run_options(parser)
    parser.add_argument("--replay", metavar="ID", help="run the story of a replay id again, with its seed")
    parser.add_argument(
        "-n",
        dest="workers",
        type=workers_from,
        default=1,
        metavar="WORKERS",
        help=f"run in so many processes, or {AUTO}: one for each processor (default: 1)",
    )
    parser.add_argument("--workspace", metavar="FILE", help="this workspace.yaml instead of the one that stories name")
    add_report_options(parser)


def add_run_options(parser: ArgumentParser) -> None:
    """What every command takes that runs stories."""
    parser.add_argument("--target", default="embedded", metavar="embedded|URL", help="where to run (default: embedded)")
    parser.add_argument("--seed", type=int, metavar="N", help="the seed of every story, instead of the one it names")
    parser.add_argument("-k", default="", dest="name_part", metavar="TEXT", help="only stories with TEXT in the name")
    parser.add_argument("--quiet", action="store_true", help="print nothing but failures")


def execute(options: Namespace) -> int:
    with ExitStack() as closing:
        if options.workspace:
            closing.enter_context(workspace_instead(_existing(options.workspace)))
        if options.replay:
            return _execute_replay(options)
        return publish(_watched(selected(options.paths), wish_of(options), options), options)


def _watched(selection: Selection, wish: Wish, options: Namespace) -> Results:
    """Run what is wanted under a bar that says how far it is."""
    with StoryBar(None if options.quiet else sys.stderr) as bar:
        if options.workers == 1 or len(selection.files) <= 1:
            return rehearse(selection, wish, bar=bar).results
        workspace = Path(options.workspace) if options.workspace else None
        return rehearse_dealt(selection, wish, options.workers, workspace=workspace, bar=bar)


def _execute_replay(options: Namespace) -> int:
    """Run the one story that the id means."""
    if options.paths or options.name_part or options.seed is not None:
        raise UsageError("--replay says itself which story and which seed; leave out PATH, -k and --seed")
    try:
        replay = replay_id_from(options.replay)
    except ValueError as error:
        raise UsageError(str(error)) from error
    if not Path(replay.path).exists():
        raise UsageError(f"'{replay.path}', which '{replay}' names, is not there; paths count from the present folder")
    results = _watched(selected([replay.path]), replace(wish_of(options), seed=replay.seed, replay=replay), options)
    if not (results.verdicts or results.skipped):
        raise UsageError(f"'{replay.path}' has no story of '{replay}' any more; it was renamed or removed")
    return publish(results, options)


def _existing(path: str) -> Path:
    if not Path(path).is_file():
        raise UsageError(f"--workspace: there is no file '{path}'")
    return Path(path)


def wish_of(options: Namespace) -> Wish:
    """How the command line wants its stories run."""
    return Wish(
        options.target,
        options.seed,
        options.name_part,
        chronicled=bool(options.report),
        traces=Path(options.report) / TRACES if options.report else None,
    )


def publish(results: Results, options: Namespace) -> int:
    """Print the results, write what was asked for, and give the exit status."""
    if not (results.verdicts or results.skipped):
        print(f"nothing ran: {_why_nothing(options.name_part)}", file=sys.stderr)
        return NOTHING_RAN
    show_results(results, sys.stdout, quiet=options.quiet)
    write_reports(results, options, os.environ)
    if not results.verdicts:
        return NOTHING_RAN
    return HOLDS if results.holds else FAILS


def _why_nothing(name_part: str) -> str:
    return f"no story has '{name_part}' in its name" if name_part else "no scenario and no feature found"
