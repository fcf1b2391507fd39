"""`simulator check`: compile scenarios and features, run nothing; what is wrong is printed as `file:line:column`."""

import sys
from argparse import ArgumentParser, Namespace

from simulator.cli.rehearsal import Wish, rehearse
from simulator.cli.run import HOLDS, NOTHING_RAN
from simulator.cli.selection import selected


def add_options(parser: ArgumentParser) -> None:
    parser.add_argument("paths", nargs="*", metavar="PATH", help="as for `run`")


def execute(options: Namespace) -> int:
    selection = selected(options.paths)
    stories = rehearse(selection, Wish(), perform=False).stories
    if not stories:
        print("nothing to check: no scenario and no feature found", file=sys.stderr)
        return NOTHING_RAN
    print(f"{stories} {'story' if stories == 1 else 'stories'} compiled, no problems")
    return HOLDS
