"""A sentence cut into tokens; blanks and line ends part them and mean nothing else."""

import re
from dataclasses import dataclass
from typing import Literal

from simulator.workspace.segments.sentences.words import PATH, QUOTED, WORD

Kind = Literal["instant", "number", "span", "quoted", "word", "path", "sign", "stray", "end"]
"""A span is a duration without blanks, such as `1h30m`; a stray character has no place in a sentence."""

_PATTERNS: dict[Kind, str] = {
    "instant": r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[Tt][\w:.+-]*|[ ][0-9]{2}:[\w:.+-]*)?",
    "number": r"[-+]?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?(?![\w.])",
    "span": r"[-+]?[0-9][\w.]*",
    "path": PATH,
    "sign": r"!=|>=|<=|[=<>(),]",
    "stray": r"\S",
}
_TOKEN = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _PATTERNS.items()))
_SIMPLE_PATHS: dict[Kind, re.Pattern[str]] = {"word": re.compile(WORD), "quoted": re.compile(QUOTED)}


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a sentence as written."""

    kind: Kind
    text: str
    start: int
    """Offset of its first character in the sentence."""

    @property
    def keyword(self) -> str:
        """The word in lower case, or the sign; empty for anything that can be no keyword."""
        return self.text.lower() if self.kind in ("word", "sign") else ""


def tokens_of(text: str) -> tuple[Token, ...]:
    """The tokens up to the first stray character, for nothing behind it can be read; the last is the sentence's end."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        token = Token(_kind_of(match), match[0], match.start())
        found.append(token)
        if token.kind == "stray":
            break
    return (*found, Token("end", "", len(text.rstrip())))


def _kind_of(match: re.Match[str]) -> Kind:
    """The kind whose pattern matched; a path of one word or one name is just that."""
    kind = next(kind for kind in _PATTERNS if match[kind] is not None)
    if kind != "path":
        return kind
    return next((simple for simple, pattern in _SIMPLE_PATHS.items() if pattern.fullmatch(match[0])), "path")
