"""A run in several processes: the files are dealt out like cards, and each hand is a run of its own.

Everything is compiled before, in this process, so that a problem anywhere means that nothing runs. What comes of the
hands is put together in the order of the files: the results are those of a run in one process.
"""

import os
import signal
from argparse import ArgumentTypeError
from concurrent.futures import Future, ProcessPoolExecutor, wait
from contextlib import ExitStack
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path

from simulator.cli.progress import StoryBar
from simulator.cli.rehearsal import Wish, position, rehearse
from simulator.cli.selection import Selection
from simulator.language import workspace_instead
from simulator.report import Results

AUTO = "auto"
_LOOK_SECONDS = 0.2
"""How often the bar is brought up to date."""


@dataclass(frozen=True, slots=True)
class Hand:
    """The files of one process, and how to run them; `workspace` stands in for the one that stories name."""

    selection: Selection
    wish: Wish
    workspace: Path | None


def workers_from(text: str) -> int:
    """The number of processes that `-n` asks for: `auto` is one for each processor.

    Raises:
        ArgumentTypeError: it is no such number.
    """
    if text == AUTO:
        return os.cpu_count() or 1
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise ArgumentTypeError(f"'{text}' is no number of processes: expected 1 or more, or {AUTO}")
    return int(text)


def rehearse_dealt(
    selection: Selection, wish: Wish, workers: int, *, workspace: Path | None, bar: StoryBar | None = None
) -> Results:
    """Compile everything, then run what is wanted in as many processes, none of which goes without a file.

    Raises:
        DefinitionError: with all problems of all files; nothing ran. Else what `rehearse` raises.
    """
    bar = bar or StoryBar(None)
    rehearse(selection, wish, perform=False, bar=bar)
    hands = [Hand(dealt, wish, workspace) for dealt in _dealt(selection, workers)]
    if not hands:
        return Results(())
    context = get_context("spawn")  # a fork would take the bar's thread along in the middle of what it does
    done: Synchronized[int] = context.Value("i", 0)
    with ProcessPoolExecutor(len(hands), mp_context=context, initializer=_begin, initargs=(done,)) as pool:
        played = [pool.submit(_play, hand) for hand in hands]
        _watch(played, done, bar)
        return _together([one.result() for one in played], selection)


def _dealt(selection: Selection, workers: int) -> list[Selection]:
    """The files in as many hands as there are processes; stories and features apart, for these take longer."""
    hands = [[*selection.stories[n::workers], *selection.features[n::workers]] for n in range(workers)]
    return [Selection(tuple(files)) for files in hands if files]


def _watch(played: list[Future[Results]], done: "Synchronized[int]", bar: StoryBar) -> None:
    """Wait for all hands, also where one cannot be played to its end; the bar goes with what is done."""
    shown, waiting = 0, set(played)
    while waiting:
        waiting = wait(waiting, timeout=_LOOK_SECONDS).not_done
        count = done.value
        for _ in range(shown, count):
            bar.done()
        shown = count


def _together(results: list[Results], selection: Selection) -> Results:
    """The results in the order of the files, as one process has them."""
    of_file = position(selection)
    verdicts = sorted((verdict for one in results for verdict in one.verdicts), key=lambda one: of_file(one.place))
    skipped = sorted((story for one in results for story in one.skipped), key=lambda one: of_file(one.place))
    return Results(tuple(verdicts), tuple(skipped))


class _SharedBar(StoryBar):
    """Counts the stories that are done where the process that shows the bar sees it."""

    def __init__(self, count: "Synchronized[int]") -> None:
        super().__init__(None)
        self._count = count

    def done(self) -> None:
        with self._count.get_lock():
            self._count.value += 1


_bars: list[_SharedBar] = []
"""The one bar of a process that plays hands."""


def _begin(done: "Synchronized[int]") -> None:
    """Make a process ready; an interrupt ends it without a word, for the process that shows the results says it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    _bars.append(_SharedBar(done))


def _play(hand: Hand) -> Results:
    with ExitStack() as closing:
        if hand.workspace is not None:
            closing.enter_context(workspace_instead(hand.workspace))
        return rehearse(hand.selection, hand.wish, bar=_bars[0]).results
