"""What programs read, kept as golden text: JSON, JUnit XML, and what GitHub shows."""

from collections.abc import Callable

import pytest

from simulator.report import (
    Results,
    github_annotations,
    github_summary,
    results_document,
    results_junit,
)
from tests.report.results_shown import GOLDEN, RESULTS

REPORTS: dict[str, Callable[[Results], str]] = {
    "results.json": lambda results: results_document(results).decode(),
    "junit.xml": lambda results: results_junit(results).decode(),
    "github_annotations.txt": github_annotations,
    "github_summary.md": github_summary,
}


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_reads_as_its_golden_text(name: str) -> None:
    assert REPORTS[name](RESULTS) == (GOLDEN / name).read_text(encoding="utf-8")
