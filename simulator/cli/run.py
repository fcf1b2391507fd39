"""`simulator run`: compile and run scenarios and features; the exit status says how it went."""

import os
import sys
from argparse import ArgumentParser, Namespace

from simulator.cli.publishing import add_report_options, write_reports
from simulator.cli.rehearsal import Wish, rehearse
from simulator.cli.selection import FOLDERS, selected
from simulator.report import Results, show_results

HOLDS, FAILS, NOTHING_RAN = 0, 1, 4


def add_options(parser: ArgumentParser) -> None:
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help=f"scenario files, feature files, folders (default: {' and '.join(f'{name}/' for name in FOLDERS)})",
    )
    add_run_options(parser)
    add_report_options(parser)


def add_run_options(parser: ArgumentParser) -> None:
    """What every command takes that runs stories."""
    parser.add_argument("--target", default="embedded", metavar="embedded|URL", help="where to run (default: embedded)")
    parser.add_argument("--seed", type=int, metavar="N", help="the seed of every story, instead of the one it names")
    parser.add_argument("-k", default="", dest="name_part", metavar="TEXT", help="only stories with TEXT in the name")
    parser.add_argument("--quiet", action="store_true", help="print nothing but failures")


def execute(options: Namespace) -> int:
    return publish(rehearse(selected(options.paths), wish_of(options)).results, options)


def wish_of(options: Namespace) -> Wish:
    """How the command line wants its stories run."""
    return Wish(options.target, options.seed, options.name_part, chronicled=bool(options.report))


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
