"""A phrase: one wording of the vocabulary, where it may stand, what follows it, what it means, and what it makes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from simulator.language.phrases.parts import Part
from simulator.language.phrases.patterns import Capture, Pattern

Keyword = Literal["given", "when", "then"]
Block = Literal["none", "table", "doc"]


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table: some must be there, some may be, and any more that `others` names in a word."""

    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    others: str = ""

    def __str__(self) -> str:
        """What a table has, for advice: `attribute, value[, type]`."""
        named = ", ".join(self.required) + "".join(f"[, {name}]" for name in self.optional)
        return " and ".join(filter(None, (named, self.others)))


@dataclass(frozen=True)
class Phrase:
    """A wording and its meaning.

    `make` takes the captured values by name, and what follows the sentence as `docstring` or `table`; it may raise a
    ValueError that says what is wrong with them. What it gives is a part; of another package's phrase that is looked at
    when it is made. `origin` is the package that brings the phrase, where it is not ours.
    """

    pattern: Pattern
    keyword: Keyword
    make: Callable[..., object]
    help: str
    block: Block = "none"
    columns: Columns | None = None
    origin: str = ""

    def captures(self, sentence: str) -> tuple[Capture, ...] | None:
        """What the sentence says at each place, or nothing if it is another sentence."""
        return self.pattern.captures(sentence)

    def __str__(self) -> str:
        return str(self.pattern)


def given(
    wording: str, make: Callable[..., Part], meaning: str, *, block: Block = "none", columns: Columns | None = None
) -> Phrase:
    """A phrase that says how things are; with `columns` a table follows."""
    return Phrase(Pattern(wording), "given", make, meaning, block if columns is None else "table", columns)


def when(
    wording: str, make: Callable[..., Part], meaning: str, *, block: Block = "none", columns: Columns | None = None
) -> Phrase:
    """A phrase that makes something happen; with `columns` a table follows."""
    return Phrase(Pattern(wording), "when", make, meaning, block if columns is None else "table", columns)


def then(wording: str, make: Callable[..., Part], meaning: str, *, columns: Columns | None = None) -> Phrase:
    """A phrase that says what must be true; with `columns` a table follows."""
    return Phrase(Pattern(wording), "then", make, meaning, "none" if columns is None else "table", columns)
