"""A failed expectation in words: where, expected beside found, the timeline, what decided, how to run it again.

At most 25 lines: what is longer gives way in the middle of the timeline first, for its ends say how it began and how
it came out.
"""

from collections.abc import Iterable
from textwrap import wrap

from simulator.engine import Failure, Verdict

LINES_MAX = 25
WIDTH = 100
_ANSWER_LINES_MAX = 4
_DECIDED_LINES_MAX = 5
_LABEL = 10


def failure_text(verdict: Verdict, failure: Failure) -> str:
    """The text that the console, the page and pytest show for one failure; no line is wider than `WIDTH`.

    Only names, places and the command that runs the story again are never cut.
    """
    head = [verdict.name, f"{failure.place}  {failure.sentence.strip()}"]
    answers = [*_labelled("expected", failure.expected), *_labelled("found", failure.found)]
    decided = _block("because", _shortened([_clipped(line) for line in failure.decided], _DECIDED_LINES_MAX))
    again = [f"  {'again':<{_LABEL}}{verdict.replay}"]
    room = LINES_MAX - sum(map(len, (head, answers, decided, again))) - 1
    timeline = _block("timeline", _shortened([_clipped(line) for line in failure.timeline], room))
    return "\n".join([*head, *answers, *timeline, *decided, *again])


def _labelled(label: str, text: str) -> list[str]:
    lines = [part for line in text.splitlines() or [""] for part in wrap(line, WIDTH - _LABEL - 2) or [""]]
    labels = [label, *[""] * (len(lines) - 1)]
    return [f"  {name:<{_LABEL}}{line}".rstrip() for name, line in zip(labels, _ended(lines), strict=False)]


def _ended(lines: list[str]) -> list[str]:
    """The first lines, with a word on how many were left out."""
    if len(lines) <= _ANSWER_LINES_MAX:
        return lines
    kept = _ANSWER_LINES_MAX - 1
    return [*lines[:kept], f"... {len(lines) - kept} more lines"]


def _block(label: str, lines: Iterable[str]) -> list[str]:
    indented = [f"    {line}" for line in lines]
    return [f"  {label}", *indented] if indented else []


def _clipped(line: str) -> str:
    width = WIDTH - 4
    return line if len(line) <= width else f"{line[: width - 3].rstrip()}..."


def _shortened(lines: list[str], room: int) -> list[str]:
    """At most `room` lines: the ends stay, the middle is counted. The later part gets the odd line."""
    if len(lines) <= room:
        return lines
    before = (room - 1) // 2
    after = room - 1 - before
    return [*lines[:before], f"... {len(lines) - before - after} more ...", *lines[len(lines) - after :]]
