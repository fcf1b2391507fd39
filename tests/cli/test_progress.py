"""The bar of a long run: on a terminal, on standard error, after the first second."""

from io import StringIO

import pytest

from simulator.cli.progress import StoryBar
from tests.cli.project import Project
from tests.cli.test_run import FEATURE, STORY


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def shown(stream: StringIO, seconds: float) -> str:
    """What the stream shows of two stories, the first of which took so long."""
    times = iter((0.0, seconds, seconds))
    with StoryBar(stream, clock=lambda: next(times)) as bar:
        bar.expect()
        bar.expect()
        bar.done()
        bar.done()
    return stream.getvalue()


def test_a_long_run_on_a_terminal_shows_how_many_stories_are_done() -> None:
    assert "2/2" in shown(Terminal(), 1.5)


def test_a_short_run_shows_nothing() -> None:
    assert "stories" not in shown(Terminal(), 0.9)


def test_where_there_is_no_terminal_nothing_is_shown() -> None:
    assert shown(StringIO(), 90) == ""


def test_without_colour_the_bar_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    assert "\x1b[3" not in shown(Terminal(), 1.5)


@pytest.mark.parametrize("quiet", [[], ["--quiet"]])
def test_the_bar_changes_nothing_of_what_the_run_prints(
    project: Project, monkeypatch: pytest.MonkeyPatch, quiet: list[str]
) -> None:
    project.write("scenarios/one.yaml", STORY)
    project.write("features/one.feature", FEATURE)
    project.run("run", *quiet)
    plain, terminal = project.out, Terminal()
    monkeypatch.setattr("simulator.cli.progress._SILENT_SECONDS", 0)
    monkeypatch.setattr("sys.stderr", terminal)

    project.run("run", *quiet)

    assert project.out == plain
    assert ("2/2" in terminal.getvalue()) is not bool(quiet)
