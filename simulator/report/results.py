"""What a whole run came to: one verdict a story, in the order of the files, and the stories that were passed over.

The same value is printed on the console, drawn as a page and written as JSON.
"""

from dataclasses import dataclass

import msgspec

from simulator.documents import Place
from simulator.engine import Failure, Verdict
from simulator.report.failure import failure_text
from simulator.values import Json


@dataclass(frozen=True, slots=True)
class Skipped:
    """A story that a marker or a step of the user's own passed over, and why."""

    name: str
    place: Place
    reason: str


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
    def summary(self) -> str:
        """One line of counts, without anything that differs between two runs of the same seed."""
        held = len(self.verdicts) - len(self.failed)
        parts = [_counted(held, "story holds", "stories hold"), _counted(len(self.failed), "fails", "fail")]
        if self.skipped:
            parts.append(f"{len(self.skipped)} skipped")
        passed = sum(verdict.passed for verdict in self.verdicts)
        checks = sum(checks_made(verdict) for verdict in self.verdicts)
        deliveries = sum(verdict.deliveries for verdict in self.verdicts)
        counts = f"{passed} of {_counted(checks, 'check', 'checks')}, {_counted(deliveries, 'delivery', 'deliveries')}"
        return f"{', '.join(parts)}; {counts}"


def checks_made(verdict: Verdict) -> int:
    """How many expectations were looked at, held or not."""
    return verdict.passed + len(verdict.failures)


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def results_document(results: Results) -> bytes:
    """The results as one indented JSON document: `stories` in the order of the run, each with its failures."""
    stories: list[Json] = [_story(verdict) for verdict in results.verdicts]
    stories.extend(_skipped(story) for story in results.skipped)
    document: dict[str, Json] = {"holds": results.holds, "summary": results.summary, "stories": stories}
    return msgspec.json.format(msgspec.json.encode(document)) + b"\n"


def _story(verdict: Verdict) -> Json:
    return {
        "name": verdict.name,
        "file": verdict.place.path,
        "line": verdict.place.line,
        "story": verdict.story,
        "verdict": "holds" if verdict.holds else "fails",
        "seed": verdict.seed,
        "target": verdict.target,
        "checks": checks_made(verdict),
        "passed": verdict.passed,
        "people": verdict.people,
        "deliveries": verdict.deliveries,
        "seconds": round(verdict.seconds, 3),
        "replay": verdict.replay,
        "failures": [_failure(verdict, failure) for failure in verdict.failures],
    }


def _failure(verdict: Verdict, failure: Failure) -> Json:
    return {
        "file": failure.place.path,
        "line": failure.place.line,
        "column": failure.place.column,
        "sentence": failure.sentence,
        "expected": failure.expected,
        "found": failure.found,
        "timeline": list(failure.timeline),
        "decided": list(failure.decided),
        "text": failure_text(verdict, failure),
    }


def _skipped(story: Skipped) -> Json:
    place = story.place
    return {"name": story.name, "file": place.path, "line": place.line, "verdict": "skipped", "reason": story.reason}
