"""JUnit XML that strict readers take, whatever stands in names and failures."""

from dataclasses import replace
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from simulator.report import Results, failure_text, results_junit
from tests.report.results_shown import RECOVERED, RESULTS, a_verdict

COUNTS = {"tests", "failures", "errors"}
GRAMMAR: dict[str, tuple[set[str], set[str], set[str]]] = {
    "testsuites": ({"testsuite"}, set(), {"name", "time", *COUNTS}),
    "testsuite": ({"properties", "testcase"}, {"name", *COUNTS}, {"time", "skipped"}),
    "properties": ({"property"}, set(), set()),
    "property": (set(), {"name", "value"}, set()),
    "testcase": ({"skipped", "failure"}, {"name"}, {"time", "classname"}),
    "failure": (set(), set(), {"type", "message"}),
    "skipped": (set(), set(), {"type", "message"}),
}
"""What the schema of Jenkins knows of an element: the children that it takes, its attributes, those that may be there.

Only what all readers have in common is listed; that schema knows more.
"""


def tree_of(results: Results) -> ET.Element:
    return ET.fromstring(results_junit(results))


def properties_of(suite: ET.Element) -> dict[str, str]:
    return {one.attrib["name"]: one.attrib["value"] for one in suite.iter("property")}


def test_it_has_nothing_but_what_strict_readers_know() -> None:
    for element in tree_of(RESULTS).iter():
        children, required, optional = GRAMMAR[element.tag]

        assert {child.tag for child in element} <= children
        assert required <= set(element.attrib) <= required | optional


def test_a_row_of_an_outline_is_a_case_of_its_own_with_its_feature_rule_row_and_tags() -> None:
    suite = tree_of(RESULTS)[1]

    assert len(suite.findall("testcase")) == 1
    assert properties_of(suite) == {
        "file": "features/cart_recovery/late_webhook.feature",
        "line": "8",
        "feature": "Late webhooks",
        "rule": "A buyer is not asked to come back",
        "row": "waits=30 minutes, late=31 minutes, count=0",
        "tags": "cart_recovery slow",
        "seed": "7",
        "target": "embedded",
        "replay": RESULTS.verdicts[1].replay,
    }


def test_the_counts_are_those_of_the_run() -> None:
    root = tree_of(RESULTS)

    assert {name: root.attrib[name] for name in COUNTS} == {"tests": "3", "failures": "1", "errors": "0"}


def test_every_failure_of_a_story_stands_in_its_case() -> None:
    second = replace(RECOVERED, sentence="another")
    verdict = a_verdict(failures=(RECOVERED, second))

    (failure,) = tree_of(Results((verdict,))).iter("failure")

    assert failure.text == f"{failure_text(verdict, RECOVERED)}\n\n{failure_text(verdict, second)}"


@given(st.text(max_size=50))
def test_any_text_is_xml(text: str) -> None:
    verdict = a_verdict(text, failures=(replace(RECOVERED, found=text),))

    assert len(tree_of(Results((verdict,)))) == 1


def test_what_xml_cannot_carry_is_replaced() -> None:
    suite = tree_of(Results((a_verdict("red \x1b[31m \x00 \ud800"),)))[0]

    assert suite.attrib["name"] == "red \ufffd[31m \ufffd \ufffd"
