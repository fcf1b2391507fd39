"""The results as JSON, for programs: `version` counts up when a field changes its meaning or goes; new ones may come.

Each story tells where it stands, how it went, and how to run it again; each failure also has its whole text.
"""

import msgspec

from simulator.documents import Place
from simulator.engine import Failure, Verdict
from simulator.report.failure import failure_text
from simulator.report.results import Results, Skipped, checks_made, word_of
from simulator.scenario import Origin
from simulator.values import Json

VERSION = 1


def results_document(results: Results) -> bytes:
    """The results as one indented JSON document: `stories` in the order of the run, each with its failures."""
    document: dict[str, Json] = {
        "version": VERSION,
        "holds": results.holds,
        "summary": results.summary,
        "stories": [_story(story) for story in results.stories],
    }
    return msgspec.json.format(msgspec.json.encode(document)) + b"\n"


def _story(story: Verdict | Skipped) -> Json:
    known = {"name": story.name, **_place(story.place), **_origin(story.origin), "verdict": word_of(story)}
    if isinstance(story, Skipped):
        return {**known, "reason": story.reason}
    return {
        **known,
        "story": story.story,
        "seed": story.seed,
        "target": story.target,
        "checks": checks_made(story),
        "passed": story.passed,
        "people": story.people,
        "deliveries": story.deliveries,
        "seconds": round(story.seconds, 3),
        "replay": story.replay,
        **({"trace": story.trace} if story.trace else {}),
        "failures": [_failure(story, failure) for failure in story.failures],
    }


def _place(place: Place) -> dict[str, Json]:
    return {"file": place.path, "line": place.line, "column": place.column}


def _origin(origin: Origin) -> dict[str, Json]:
    return {
        "feature": origin.feature,
        "rule": origin.rule,
        "row": dict(origin.row),
        "tags": list(origin.tags),
    }


def _failure(verdict: Verdict, failure: Failure) -> Json:
    return {
        **_place(failure.place),
        "sentence": failure.sentence,
        "expected": failure.expected,
        "found": failure.found,
        "timeline": list(failure.timeline),
        "decided": list(failure.decided),
        "text": failure_text(verdict, failure),
    }
