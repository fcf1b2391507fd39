"""What `check` found, as a value for programs: JSON of its own, and SARIF 2.1.0, which GitHub's code scanning shows.

Problems keep a file from compiling, notes do not. Each note has the id of a rule; all problems share one.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Literal, NamedTuple
from urllib.parse import quote

import msgspec

from simulator import __version__
from simulator.documents import Place, Problem
from simulator.language import LINT_RULES, LintRule, Note, explanation, explanation_page
from simulator.values import Json

VERSION = 1
"""Counts up when a field of the JSON changes its meaning or goes; new ones may come."""
PROBLEM = "does-not-compile"
"""The rule id that all problems have in SARIF."""
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_FINGERPRINT = "primaryLocationLineHash"
"""The one fingerprint by which GitHub knows a finding again."""


class Looked(NamedTuple):
    """How many files and stories were looked at."""

    stories: int = 0
    definitions: int = 0
    plans: int = 0


@dataclass(frozen=True, slots=True)
class Findings:
    """What is wrong, or what is seldom meant, each in the order of the text."""

    looked_at: Looked
    problems: tuple[Problem, ...] = ()
    notes: tuple[Note, ...] = ()


def findings_json(findings: Findings) -> bytes:
    """One indented JSON document, with the newline at its end."""
    return _printed(
        {
            "version": VERSION,
            **findings.looked_at._asdict(),
            "problems": [{**_where(found.place), "message": found.message} for found in findings.problems],
            "notes": [
                {"rule": found.rule, **_where(found.place), "message": found.message} for found in findings.notes
            ],
        }
    )


def _where(place: Place) -> dict[str, Json]:
    return {"file": place.path, "line": place.line, "column": place.column}


def findings_sarif(findings: Findings) -> bytes:
    """One run of one tool: its rules with their explanations, and a result for each problem and each note."""
    driver: dict[str, Json] = {
        "name": "Customer.io simulator",
        "semanticVersion": __version__,
        "rules": [_PROBLEM_RULE, *map(_rule, LINT_RULES)],
    }
    run: dict[str, Json] = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": list(_results(findings)),
    }
    return _printed({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


_PROBLEM_RULE: dict[str, Json] = {
    "id": PROBLEM,
    "shortDescription": {"text": "A file that does not compile"},
    "fullDescription": {"text": "As long as a file has a problem, `simulator run` runs nothing."},
    "help": {"text": "The message says what was expected there and what to do."},
    "defaultConfiguration": {"level": "error"},
}


def _rule(rule: LintRule) -> Json:
    return {
        "id": rule.id,
        "shortDescription": {"text": f"{rule.what[0].upper()}{rule.what[1:]}"},
        "fullDescription": {"text": rule.why},
        "help": {"text": explanation(rule), "markdown": explanation_page(rule)},
        "defaultConfiguration": {"level": "note"},
    }


class _Result(NamedTuple):
    rule: str
    level: Literal["error", "note"]
    place: Place
    message: str


def _results(findings: Findings) -> Iterator[Json]:
    found = [
        *(_Result(PROBLEM, "error", one.place, one.message) for one in findings.problems),
        *(_Result(one.rule, "note", one.place, one.message) for one in findings.notes),
    ]
    index = {rule: number for number, rule in enumerate((PROBLEM, *(rule.id for rule in LINT_RULES)))}
    for result, fingerprint in zip(found, _fingerprints(found), strict=True):
        yield {
            "ruleId": result.rule,
            "ruleIndex": index[result.rule],
            "level": result.level,
            "message": {"text": result.message},
            "locations": [_location(result.place)],
            "partialFingerprints": {_FINGERPRINT: fingerprint},
        }


def _fingerprints(found: Sequence[_Result]) -> Iterator[str]:
    """A text that stays the same when lines above come or go; equal findings of one file are counted."""
    counts: Counter[str] = Counter()
    for result in found:
        told = "\n".join((result.rule, result.place.path, result.message))
        digest = blake2b(told.encode(), digest_size=8).hexdigest()
        counts[digest] += 1
        yield f"{digest}:{counts[digest]}"


def _location(place: Place) -> Json:
    return {
        "physicalLocation": {
            "artifactLocation": _artifact(Path(place.path)),
            "region": {"startLine": place.line, "startColumn": place.column},
        }
    }


def _artifact(path: Path) -> Json:
    """Where the file is: from the checkout's root, or anywhere."""
    if path.is_absolute():
        return {"uri": path.as_uri()}
    return {"uri": quote(path.as_posix()), "uriBaseId": "%SRCROOT%"}


def _printed(document: dict[str, Json]) -> bytes:
    return msgspec.json.format(msgspec.json.encode(document)) + b"\n"
