"""A failed expectation in words: where, expected beside found, the timeline, what decided, how to run it again.

At most 25 lines. What is longer gives way: the timeline in its middle, for its ends say how it began and how it came
out; the reasons and the answers at their end.
"""

from collections.abc import Iterable, Iterator
from textwrap import wrap

from simulator.engine import Failure, Verdict

LINES_MAX = 25
WIDTH = 100
_ANSWER_LINES_MAX = 4
_LABEL = 10
_INDENT = "    "


def failure_text(verdict: Verdict, failure: Failure) -> str:
    """The text that the console, the page and pytest show for one failure; no line is wider than `WIDTH`.

    Only the story's name, the line that failed, the trace and the command that runs it again may be, and are never cut.
    """
    head = [verdict.name, f"{failure.place}  {failure.sentence.strip()}"]
    answers = [*_labelled("expected", failure.expected), *_labelled("found", failure.found)]
    trace = [f"  {'trace':<{_LABEL}}{verdict.trace}"] if verdict.trace else []
    again = [*trace, f"  {'again':<{_LABEL}}{verdict.replay}"]
    timeline = [_clipped(line) for line in failure.timeline]
    reasons = list(_wrapped(failure.decided))
    room = LINES_MAX - len(head) - len(answers) - len(again) - bool(timeline) - bool(reasons)
    reasons = _begun(reasons, max(room // 2, room - len(timeline)))
    timeline = _ends(timeline, room - len(reasons))
    return "\n".join([*head, *answers, *_block("timeline", timeline), *_block("because", reasons), *again])


def _labelled(label: str, text: str) -> list[str]:
    lines = [part for line in text.splitlines() or [""] for part in wrap(line, WIDTH - _LABEL - 2) or [""]]
    lines = _begun(lines, _ANSWER_LINES_MAX)
    labels = [label, *[""] * (len(lines) - 1)]
    return [f"  {name:<{_LABEL}}{line}".rstrip() for name, line in zip(labels, lines, strict=True)]


def _block(label: str, lines: Iterable[str]) -> list[str]:
    indented = [_INDENT + line for line in lines]
    return [f"  {label}", *indented] if indented else []


def _wrapped(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield from wrap(line, WIDTH - len(_INDENT), subsequent_indent="  ")


def _clipped(line: str) -> str:
    width = WIDTH - len(_INDENT)
    return line if len(line) <= width else f"{line[: width - 3].rstrip()}..."


def _begun(lines: list[str], room: int) -> list[str]:
    """At most `room` lines: the first ones, and a count of the rest."""
    if len(lines) <= room:
        return lines
    return [*lines[: room - 1], f"... {len(lines) - room + 1} more lines"]


def _ends(lines: list[str], room: int) -> list[str]:
    """At most `room` lines: the first and the last ones, and a count of those between. The end gets the odd line."""
    if len(lines) <= room:
        return lines
    before = (room - 1) // 2
    after = room - 1 - before
    return [*lines[:before], f"... {len(lines) - before - after} more ...", *lines[len(lines) - after :]]
