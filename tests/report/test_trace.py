"""The trace of a story that fails: written beside the page, named where the failure is, nothing secret in it."""

from pathlib import Path

from simulator.engine import Trace, Verdict
from simulator.report import failure_text, trace_page, verdict_with_trace
from simulator.report.trace_rows import rows_of
from tests.report.late_order import STORY, traced


def the_trace(folder: Path, story: str = STORY) -> tuple[Verdict, Trace]:
    return traced(folder / "story.yaml", story)


def test_the_moments_tell_the_send_before_the_late_order_arrives(tmp_path: Path) -> None:
    _, trace = the_trace(tmp_path)

    told = [(moment.kind, moment.at - trace.starts) for moment in trace.moments]

    assert told.index(("time", 31 * 60)) < told.index(("arrival", 43 * 60))


def test_a_change_stands_with_what_was_there_before(tmp_path: Path) -> None:
    _, trace = the_trace(tmp_path)

    (gold,) = (row for row in rows_of(trace) if row.words == "set plan gold")

    assert [(one.name, one.old, one.new) for one in gold.cards[0].changed] == [("plan", "silver", "gold")]


def test_the_failing_expectation_is_what_the_page_opens_with(tmp_path: Path) -> None:
    verdict, trace = the_trace(tmp_path)
    failing = next(number for number, moment in enumerate(trace.moments, 1) if moment.failures)

    page = trace_page(verdict, trace)

    assert f'id="m{failing}" checked' in page


def test_a_failure_names_the_file_of_its_trace(tmp_path: Path) -> None:
    verdict, _ = the_trace(tmp_path)
    verdict = verdict_with_trace(verdict, Path("build/traces"))

    assert f"  trace     {verdict.trace}" in failure_text(verdict, verdict.failures[0]).splitlines()


def test_telling_it_twice_gives_the_same_page(tmp_path: Path) -> None:
    first, second = (trace_page(*the_trace(tmp_path)) for _ in range(2))

    assert first == second


def test_no_key_of_a_call_stands_on_the_page(tmp_path: Path) -> None:
    verdict, trace = the_trace(tmp_path)

    page = trace_page(verdict, trace)

    assert "Basic " not in page
    assert "Bearer " not in page
    assert not any(secret in page for secret in ("sim-track-key", "sim-app-key", "sim-write-key"))
    assert "/api/v1/customers/" in page, "calls are shown"
