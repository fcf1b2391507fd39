"""What a run prints: a table with a row a story, then each failure, then one line of counts.

On a terminal there is colour and the real time taken; elsewhere the text is plain, 100 columns wide and, for one seed,
always the same.
"""

from pathlib import PurePath
from typing import TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from simulator.engine import Verdict
from simulator.report.failure import WIDTH, failure_text
from simulator.report.results import Results, Skipped, checks_made

_STYLES = {"holds": "green", "fails": "bold red", "skipped": "yellow"}


def show_results(results: Results, stream: TextIO, *, quiet: bool = False) -> None:
    """Print the results; with `quiet` the failures only."""
    console = _console(stream)
    if not quiet:
        _print_table(_table(results), console)
    for verdict in results.failed:
        for failure in verdict.failures:
            console.print()
            console.print(_failure(failure_text(verdict, failure)), soft_wrap=True)
    if not quiet:
        console.print()
        for story in results.skipped:
            console.print(f"skipped: {story.name} ({story.reason})", soft_wrap=True)
        console.print(_summary(results, console), soft_wrap=True)


def _console(stream: TextIO) -> Console:
    terminal = stream.isatty()
    return Console(file=stream, width=None if terminal else WIDTH, highlight=False, markup=False, emoji=False)


def _table(results: Results) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("story", overflow="fold")
    table.add_column("file", overflow="fold")
    table.add_column("verdict", no_wrap=True)
    table.add_column("checks", justify="right", no_wrap=True)
    table.add_column("deliveries", justify="right", no_wrap=True)
    for verdict in results.verdicts:
        table.add_row(verdict.name, _file(verdict), _word(verdict), _checks(verdict), str(verdict.deliveries))
    for story in results.skipped:
        table.add_row(story.name, _file(story), _styled("skipped"), "0", "0")
    return table


def _file(story: Verdict | Skipped) -> str:
    """The name alone, for the table has no room for folders; failures and the page give the whole path."""
    return PurePath(story.place.path).name


def _print_table(table: Table, console: Console) -> None:
    """Print it without the blanks that fill the lines of folded cells."""
    with console.capture() as captured:
        console.print(table)
    for line in captured.get().splitlines():
        console.file.write(f"{line.rstrip()}\n")


def _word(verdict: Verdict) -> Text:
    return _styled("holds" if verdict.holds else "fails")


def _styled(word: str) -> Text:
    return Text(word, style=_STYLES[word])


def _checks(verdict: Verdict) -> str:
    made = checks_made(verdict)
    return str(made) if verdict.holds else f"{verdict.passed} of {made}"


def _failure(text: str) -> Text:
    name, place, rest = text.split("\n", 2)
    return Text.assemble((name, "bold red"), "\n", (place, "bold"), "\n", rest)


def _summary(results: Results, console: Console) -> Text:
    seconds = sum(verdict.seconds for verdict in results.verdicts)
    took = f", {seconds:.2f} s" if console.is_terminal else ""
    return Text(results.summary + took, style="green" if results.holds else "bold red")
