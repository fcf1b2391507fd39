"""The results as a whole, and as a document that has everything in them."""

import json

from simulator.documents import Place
from simulator.engine import Failure, Verdict
from simulator.report import Results, Skipped, failure_text, results_document

PLACE = Place("scenarios/<late>.yaml", 23, 5)
FAILURE = Failure(PLACE, "messages: 0", "0 messages & no more", "1 message", ("09:00 views <b>Serum</b>",), ("a rule",))
VERDICT = Verdict(
    "Late & <lost>", PLACE, "Silent.", 7, "embedded", 4, (FAILURE,), 0.5, "simulator run", people=1, deliveries=3
)
RESULTS = Results((VERDICT,), (Skipped("Later", Place("features/a.feature", 3, 1), "no key"),))


def test_the_document_has_every_story_with_its_failures() -> None:
    document = json.loads(results_document(RESULTS))

    assert (document["version"], document["holds"]) == (1, False)
    assert [story["verdict"] for story in document["stories"]] == ["fails", "skipped"]
    assert document["stories"][0]["failures"][0] == {
        "file": PLACE.path,
        "line": 23,
        "column": 5,
        "sentence": "messages: 0",
        "expected": "0 messages & no more",
        "found": "1 message",
        "timeline": ["09:00 views <b>Serum</b>"],
        "decided": ["a rule"],
        "text": failure_text(VERDICT, FAILURE),
    }


def test_the_summary_counts_stories_checks_and_deliveries() -> None:
    assert RESULTS.summary == "0 stories hold, 1 fails, 1 skipped; 4 of 5 checks, 3 deliveries"


def test_no_story_at_all_is_no_failure() -> None:
    assert Results(()).holds
