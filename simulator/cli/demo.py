"""`simulator demo`: the stories that come with the package, and what each of them shows, in a marketer's words.

In a checkout they are the project's own `scenarios/` and `features/`; installed they lie inside the package.
"""

import re
import sys
from argparse import ArgumentParser, Namespace
from dataclasses import replace
from pathlib import Path
from textwrap import fill

import simulator
from simulator.cli.publishing import add_report_options
from simulator.cli.rehearsal import Wish, rehearse
from simulator.cli.run import FAILS, HOLDS, add_run_options, publish, wish_of
from simulator.cli.selection import FOLDERS, Selection, selected
from simulator.emulator import running
from simulator.report import Results, show_results
from simulator.targets import EMBEDDED

_REPORT = "build/report"
_ROW = re.compile(r" \[[^\]]*\]$")
_WIDTH = 100


def add_options(parser: ArgumentParser) -> None:
    add_run_options(parser)
    add_report_options(parser, page=_REPORT)


def execute(options: Namespace) -> int:
    stories, wish = _bundled(), wish_of(options)
    selection = selected([str(stories / folder) for folder in FOLDERS])
    results = rehearse(selection, wish).results
    status = publish(results, options)
    if results.verdicts and not options.quiet:
        print(f"\n{_shown(results)}\n")
    if wish.target == EMBEDDED and results.verdicts:
        status = max(status, _again_on_a_server(selection, wish, quiet=options.quiet))
    if results.verdicts and not options.quiet:
        print(f"The same as a page: {options.report}/index.html")
    return status


def _again_on_a_server(selection: Selection, wish: Wish, *, quiet: bool) -> int:
    """The same stories over HTTP, against an emulator of their own; one line if they come out the same."""
    with running() as emulator:
        results = rehearse(selection, replace(wish, target=emulator.url, chronicled=False, traces=None)).results
    if not results.holds:
        show_results(results, sys.stdout, quiet=quiet)
        return FAILS
    if not quiet:
        print(f"The same {len(results.verdicts)} stories hold against a running server, over HTTP.")
    return HOLDS


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
