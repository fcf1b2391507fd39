"""What a whole run came to: one verdict a story, in the order of the files, and the stories that were passed over.

The same value is printed on the console, drawn as a page, and written as JSON, as JUnit XML and for GitHub.
"""

from dataclasses import dataclass
from typing import Literal

from simulator.documents import Place
from simulator.engine import Verdict, counted
from simulator.scenario import NO_ORIGIN, Origin

Word = Literal["holds", "fails", "skipped"]
"""What a report says of a story."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A story that a marker or a step of the user's own passed over, and why."""

    name: str
    place: Place
    reason: str
    origin: Origin = NO_ORIGIN


@dataclass(frozen=True, slots=True)
class Results:
    """All stories of a run; `holds` asks whether every expectation of every story held."""

    verdicts: tuple[Verdict, ...]
    skipped: tuple[Skipped, ...] = ()

    @property
    def failed(self) -> tuple[Verdict, ...]:
        """The verdicts with a failure."""
        return tuple(verdict for verdict in self.verdicts if not verdict.holds)

    @property
    def holds(self) -> bool:
        return not self.failed

    @property
    def stories(self) -> tuple[Verdict | Skipped, ...]:
        """Every story: those with a verdict in the order of their files, then those that were passed over."""
        return (*self.verdicts, *self.skipped)

    @property
    def summary(self) -> str:
        """One line of counts, without anything that differs between two runs of the same seed."""
        held = len(self.verdicts) - len(self.failed)
        parts = [counted(held, "story holds", "stories hold"), counted(len(self.failed), "fails", "fail")]
        if self.skipped:
            parts.append(f"{len(self.skipped)} skipped")
        passed = sum(verdict.passed for verdict in self.verdicts)
        checks = sum(checks_made(verdict) for verdict in self.verdicts)
        deliveries = sum(verdict.deliveries for verdict in self.verdicts)
        counts = f"{passed} of {counted(checks, 'check', 'checks')}, {counted(deliveries, 'delivery', 'deliveries')}"
        return f"{', '.join(parts)}; {counts}"


def checks_made(verdict: Verdict) -> int:
    """How many expectations were looked at, held or not."""
    return verdict.passed + len(verdict.failures)


def word_of(story: Verdict | Skipped) -> Word:
    """What came of the story."""
    if isinstance(story, Skipped):
        return "skipped"
    return "holds" if story.holds else "fails"
