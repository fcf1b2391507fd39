"""The results as JUnit XML: one test case a story, a row of an outline apart.

Each story is a suite of its own, for the schema that strict readers hold to knows properties of suites only. The text
of a failure is the console's. What XML can't carry, such as an escape character, becomes a replacement character.
"""

import re
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

from simulator.engine import Verdict
from simulator.report.failure import failure_text
from simulator.report.results import Results, Skipped, word_of

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def results_junit(results: Results) -> bytes:
    """The whole file: `testsuites` with the counts, then a `testsuite` for each story in the order of the run."""
    stories = results.stories
    root = _element(None, "testsuites", name="simulator", **_counts(stories), time=_seconds(*stories))
    for story in stories:
        _add_suite(root, story)
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _add_suite(root: ET.Element, story: Verdict | Skipped) -> None:
    suite = _element(root, "testsuite", name=story.name, **_counts([story]), time=_seconds(story))
    suite.set("skipped", str(int(isinstance(story, Skipped))))
    properties = _element(suite, "properties")
    for name, value in _properties(story):
        _element(properties, "property", name=name, value=value)
    case = _element(suite, "testcase", name=story.name, classname=story.place.path, time=_seconds(story))
    if isinstance(story, Skipped):
        _element(case, "skipped", message=story.reason)
    elif story.failures:
        first = story.failures[0]
        said = f"expected {first.expected}, found {first.found}"
        failure = _element(case, "failure", type="ExpectationFailed", message=said)
        failure.text = _clean("\n\n".join(failure_text(story, one) for one in story.failures))


def _properties(story: Verdict | Skipped) -> Iterator[tuple[str, str]]:
    """What is known of the story beside its verdict; nothing is told of what it has not."""
    origin = story.origin
    yield "file", story.place.path
    yield "line", str(story.place.line)
    if origin.feature:
        yield "feature", origin.feature
    if origin.rule:
        yield "rule", origin.rule
    if origin.row:
        yield "row", ", ".join(f"{column}={value}" for column, value in origin.row)
    if origin.tags:
        yield "tags", " ".join(origin.tags)
    if isinstance(story, Verdict):
        yield "seed", str(story.seed)
        yield "target", story.target
        yield "replay", story.replay
        if story.trace:
            yield "trace", story.trace


def _counts(stories: Sequence[Verdict | Skipped]) -> dict[str, str]:
    failed = sum(word_of(story) == "fails" for story in stories)
    return {"tests": str(len(stories)), "failures": str(failed), "errors": "0"}


def _seconds(*stories: Verdict | Skipped) -> str:
    """Real time in seconds, which nobody spent on what was passed over."""
    return f"{sum(story.seconds for story in stories if isinstance(story, Verdict)):.3f}"


def _element(parent: ET.Element | None, tag: str, **attributes: str) -> ET.Element:
    clean = {name: _clean(value) for name, value in attributes.items()}
    return ET.Element(tag, clean) if parent is None else ET.SubElement(parent, tag, clean)


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
