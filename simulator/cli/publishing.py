"""Where the results of a run go beside the console: the files that were asked for, and GitHub where it runs us.

GitHub says that it does by `GITHUB_ACTIONS=true`; nothing needs to be asked for there.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from pathlib import Path

from simulator.errors import UsageError
from simulator.report import (
    Results,
    github_annotations,
    github_summary,
    results_document,
    results_junit,
    results_page,
)


def add_report_options(parser: ArgumentParser, *, page: str | None = None) -> None:
    """What every command takes that has results; `page` is where the page goes when nothing is said."""
    default = f" (default: {page})" if page else ""
    parser.add_argument("--report", default=page, metavar="DIR", help=f"write them as a page, DIR/index.html{default}")
    parser.add_argument("--junit", metavar="FILE", help="write the results as JUnit XML")
    parser.add_argument("--json", metavar="FILE", help="write the results as JSON")


def write_reports(results: Results, options: Namespace, environment: Mapping[str, str]) -> None:
    """Write what was asked for.

    Args:
        environment: the process's own, in which GitHub says what it wants.

    Raises:
        UsageError: a file cannot be written.
    """
    if options.json:
        write_file(Path(options.json), results_document(results))
    if options.junit:
        write_file(Path(options.junit), results_junit(results))
    if options.report:
        write_file(Path(options.report) / "index.html", results_page(results).encode())
    if environment.get("GITHUB_ACTIONS") == "true":
        _tell_github(results, environment)


def _tell_github(results: Results, environment: Mapping[str, str]) -> None:
    checkout = environment.get("GITHUB_WORKSPACE")
    sys.stdout.write(github_annotations(results, root=Path(checkout) if checkout else None))
    if summary := environment.get("GITHUB_STEP_SUMMARY"):
        write_file(Path(summary), github_summary(results).encode(), append=True)


def write_file(path: Path, content: bytes, *, append: bool = False) -> None:
    """Write the content there, making the folders that it takes.

    Raises:
        UsageError: it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab" if append else "wb") as file:
            file.write(content)
    except OSError as error:
        raise UsageError(f"'{path}' cannot be written: {error.strerror}") from error
