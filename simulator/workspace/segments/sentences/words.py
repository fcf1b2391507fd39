"""The words of the sentence form: its keywords, its quotes and its paths.

A keyword can't be a bare path, so parser and printer ask the same list.
"""

import re

from simulator.operations import EventKind
from simulator.workspace.segments.conditions import Operator, Path
from simulator.workspace.segments.operators import SPELLINGS
from simulator.workspace.segments.vocabulary import COUNTS, EVENTS, MESSAGES_AND_DEVICES

SIGNS: dict[str, Operator] = {
    "=": "equals",
    "!=": "not equals",
    ">": "greater than",
    ">=": "at least",
    "<": "less than",
    "<=": "at most",
}
"""Comparison signs and the operators they stand for."""

VERBS: dict[str, EventKind] = {**EVENTS, "did": "event"}
"""What an event condition may begin with in a sentence."""

STARTS = (*VERBS, "in segment", "not")
"""What a condition can begin with, a path aside."""

CLAUSES: dict[str, str] = {
    **dict.fromkeys(COUNTS, "times"),
    **dict.fromkeys(("within", "after", "before"), "window"),
    "where": "rows",
}
"""What can follow the name of an event, and which part of the condition it gives."""

_INSIDE = ("and", "or", "true", "false", "between", "ago", "from now")

KEYWORDS = frozenset(phrase.split()[0] for phrase in (*STARTS, *CLAUSES, *SPELLINGS, *MESSAGES_AND_DEVICES, *_INSIDE))
"""The words that begin a phrase of the grammar; a path of that name is quoted."""

WORD = r"[^\W\d]\w*"
QUOTED = r'"(?:[^"\\\n]|\\[^\n])*"'
PATH = rf"(?:{WORD}|{QUOTED})(?:\.(?:{WORD}|{QUOTED})|\[[0-9]{{0,9}}\])*"

_WORD = re.compile(WORD)
_PATH = re.compile(PATH)
_STEP = re.compile(rf"{WORD}|{QUOTED}|\[[0-9]*\]")
_ESCAPE = re.compile(r'\\(["\\n])')
_UNESCAPED = {'"': '"', "\\": "\\", "n": "\n"}


def quoted(text: str) -> str:
    """The text in double quotes."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def unquoted(written: str) -> str:
    """The text that stands in the quotes; a backslash before anything else is just a backslash."""
    return _ESCAPE.sub(lambda found: _UNESCAPED[found[1]], written[1:-1])


def path_from(written: str) -> Path | None:
    """The path that is spelled so, or nothing if the text is no path."""
    if not _PATH.fullmatch(written):
        return None
    return Path(tuple(_step_from(found[0]) for found in _STEP.finditer(written)))


def _step_from(written: str) -> str | int | None:
    match written[0]:
        case '"':
            return unquoted(written)
        case "[":
            return None if written == "[]" else int(written[1:-1])
        case _:
            return written


def path_words(path: Path) -> str:
    """The path as it is written; a keyword on its own is quoted."""
    if len(path.steps) == 1 and str(path.steps[0]).lower() in KEYWORDS:
        return quoted(str(path.steps[0]))
    return "".join(_step_words(step) for step in path.steps).removeprefix(".")


def _step_words(step: str | int | None) -> str:
    match step:
        case None:
            return "[]"
        case int():
            return f"[{step}]"
        case _:
            return "." + (step if _WORD.fullmatch(step) else quoted(step))


def has_blank_name(path: Path) -> bool:
    """Whether a name in the path has no character that one could see."""
    return any(isinstance(step, str) and not step.strip() for step in path.steps)
