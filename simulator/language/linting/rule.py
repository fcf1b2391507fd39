"""A rule of the linter: what it is about, why, an example that it has something against and a better one.

The same table is walked by `simulator check`, explained by `simulator check --explain`, printed as a page and tested.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from simulator.documents import Place, Problem
from simulator.language.linting.reading import Reading

FileKind = Literal["feature", "scenario", "workspace", "plan"]


@dataclass(frozen=True, slots=True)
class Note:
    """What is valid and yet seldom meant, by the id of the rule that says so."""

    rule: str
    place: Place
    message: str

    def __str__(self) -> str:
        return f"{self.place}: note[{self.rule}]: {self.message}"


@dataclass(frozen=True, slots=True)
class Example:
    """A part of a file: of a feature the headings above it may be left out."""

    kind: FileKind
    text: str

    @property
    def file(self) -> str:
        """The text as a whole file."""
        if self.kind != "feature" or self.text.startswith("Feature:"):
            return self.text
        heading = "Feature: F\n"
        return heading + (
            self.text if self.text.startswith(("Scenario", "Background")) else f"Scenario: S\n{self.text}"
        )


@dataclass(frozen=True, slots=True)
class LintRule:
    """`id` never changes, for people leave rules out by it; `look` finds places in what was read."""

    id: str
    what: str
    why: str
    bad: Example
    good: Example
    look: Callable[[Reading], Iterable[Problem]]

    def notes(self, reading: Reading) -> Iterable[Note]:
        """What the rule has to say of all that was read."""
        return (Note(self.id, found.place, found.message) for found in self.look(reading))


def steps(*lines: str) -> Example:
    """Lines of a feature."""
    return Example("feature", "\n".join(lines) + "\n")


def workspace(*lines: str) -> Example:
    """Lines of a `workspace.yaml`."""
    return Example("workspace", "\n".join(lines) + "\n")


def story(*lines: str) -> Example:
    """Lines of a scenario file."""
    return Example("scenario", "\n".join(lines) + "\n")


def plan(*lines: str) -> Example:
    """Lines of a tracking plan, whose name comes by itself."""
    return Example("plan", "\n".join(("name: growth", *lines)) + "\n")
