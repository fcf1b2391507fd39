"""`simulator demo`: the stories that come with the package, and what each of them shows, in a marketer's words.

In a checkout they are the project's own `scenarios/` and `features/`; installed they lie inside the package.
"""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from textwrap import fill

import simulator
from simulator.cli.rehearsal import rehearse
from simulator.cli.run import add_run_options, publish, wish_of
from simulator.cli.selection import FOLDERS, selected
from simulator.report import Results

_REPORT = "build/report"
_WIDTH = 100


def add_options(parser: ArgumentParser) -> None:
    add_run_options(parser)
    parser.add_argument(
        "--report", default=_REPORT, metavar="DIR", help=f"where the page with the results goes (default: {_REPORT})"
    )


def execute(options: Namespace) -> int:
    stories = _bundled()
    results = rehearse(selected([str(stories / folder) for folder in FOLDERS]), wish_of(options)).results
    status = publish(results, options)
    if not options.quiet:
        print(f"\n{_shown(results)}\n\nThe same as a page: {options.report}/index.html", file=sys.stdout)
    return status


def _bundled() -> Path:
    package = Path(simulator.__file__).parent
    inside = package / "stories"
    return inside if inside.is_dir() else package.parent


def _shown(results: Results) -> str:
    """What the stories show, each said once though it is told in YAML and as a feature."""
    said = dict.fromkeys(verdict.story for verdict in results.verdicts if verdict.story)
    lines = (fill(story, _WIDTH, initial_indent="- ", subsequent_indent="  ") for story in said)
    return "\n".join(["What these stories show", *lines])
