"""How far a long run is, on standard error: after the first second, on a terminal only, and gone when it ends."""

from collections.abc import Callable
from time import perf_counter
from typing import Self, TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

_SILENT_SECONDS = 1.0


class StoryBar:
    """Counts the stories that are expected and those that are done; nothing is shown if `stream` is none."""

    def __init__(self, stream: TextIO | None, *, clock: Callable[[], float] = perf_counter) -> None:
        self._clock = clock
        self._began = clock()
        self._expected = self._done = 0
        self._bar: Progress | None = None
        if stream is not None and stream.isatty():
            # The stream is kept, for features run while everything that is printed is caught.
            columns = (TextColumn("stories"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
            console = Console(file=stream, stderr=True)
            self._bar = Progress(
                *columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False
            )
            self._task = self._bar.add_task("stories", total=None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def expect(self) -> None:
        """One more story is to be run."""
        self._expected += 1

    def done(self) -> None:
        """One of them has been run."""
        self._done += 1
        if self._bar is None:
            return
        if self._clock() - self._began >= _SILENT_SECONDS:
            self._bar.start()
        self._bar.update(self._task, completed=self._done, total=self._expected)
