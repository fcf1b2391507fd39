"""What a run prints, kept as golden text: plain and 100 columns wide wherever there is no terminal."""

from dataclasses import replace
from io import StringIO

import pytest

from simulator.report import Results, show_results
from tests.report.results_shown import GOLDEN, RESULTS, a_verdict


def shown(results: Results, *, quiet: bool = False) -> str:
    stream = StringIO()
    show_results(results, stream, quiet=quiet)
    return stream.getvalue()


def test_the_table_the_failures_and_the_counts_are_plain_text_without_a_terminal() -> None:
    assert shown(RESULTS) == (GOLDEN / "console_failing.txt").read_text(encoding="utf-8")


def test_two_runs_of_different_length_print_the_same() -> None:
    slower = replace(RESULTS, verdicts=tuple(replace(verdict, seconds=9.9) for verdict in RESULTS.verdicts))

    assert shown(slower) == shown(RESULTS)


def test_quiet_prints_the_failures_alone() -> None:
    assert shown(RESULTS, quiet=True).strip().splitlines()[0] == RESULTS.verdicts[1].name


def test_quiet_prints_nothing_when_all_holds() -> None:
    assert shown(Results((a_verdict(),)), quiet=True) == ""


@pytest.mark.parametrize("name", ["[bold]not markup[/bold]", ":smile: not an emoji"])
def test_a_name_is_shown_as_it_is_written(name: str) -> None:
    assert name in shown(Results((a_verdict(name),)))


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("setting", "coloured"), [("", True), ("1", False)])
def test_a_terminal_has_colour_unless_no_color_is_set(
    monkeypatch: pytest.MonkeyPatch, setting: str, coloured: bool
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("NO_COLOR", setting)
    stream = Terminal()

    show_results(RESULTS, stream)

    assert ("\x1b[32m" in stream.getvalue()) is coloured


def test_a_terminal_shows_the_time_taken() -> None:
    stream = Terminal()

    show_results(RESULTS, stream)

    assert "0.02 s" in stream.getvalue()
