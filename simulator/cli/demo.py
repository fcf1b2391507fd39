"""`simulator demo`: the stories that come with the package, and what each of them shows, in a marketer's words.

In a checkout they are the project's own `scenarios/` and `features/`; installed they lie inside the package.
"""

import re
from argparse import ArgumentParser, Namespace
from pathlib import Path
from textwrap import fill

import simulator
from simulator.cli.rehearsal import rehearse
from simulator.cli.run import add_run_options, publish, wish_of
from simulator.cli.selection import FOLDERS, selected
from simulator.report import Results

_REPORT = "build/report"
_ROW = re.compile(r" \[[^\]]*\]$")
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
    if results.verdicts and not options.quiet:
        print(f"\n{_shown(results)}\n\nThe same as a page: {options.report}/index.html")
    return status


def _bundled() -> Path:
    package = Path(simulator.__file__).parent
    inside = package / "stories"
    return inside if inside.is_dir() else package.parent


def _shown(results: Results) -> str:
    """What the stories show, each said once, though it has several rows or is told in YAML and as a feature."""
    said: dict[str, str] = {}
    for verdict in results.verdicts:
        said.setdefault(_ROW.sub("", verdict.name), verdict.story)
    lines = [fill(f"- {name}: {story}", _WIDTH, subsequent_indent="  ") for name, story in said.items() if story]
    return "\n".join(["What these stories show", *lines])
