"""What people and programs read after a run: the table, the failures, a page, JSON, JUnit XML, what GitHub shows.

Programs also read what a check found, as JSON and as SARIF. Nothing here judges anything.
"""

from simulator.report.console import show_results
from simulator.report.document import results_document
from simulator.report.failure import failure_text
from simulator.report.findings import Findings, Looked, findings_json, findings_sarif
from simulator.report.github import github_annotations, github_summary
from simulator.report.html import results_page
from simulator.report.junit import results_junit
from simulator.report.results import Results, Skipped
from simulator.report.trace_page import FOLDER as TRACES
from simulator.report.trace_page import trace_page, verdict_with_trace, write_trace

__all__ = [
    "TRACES",
    "Findings",
    "Looked",
    "Results",
    "Skipped",
    "failure_text",
    "findings_json",
    "findings_sarif",
    "github_annotations",
    "github_summary",
    "results_document",
    "results_junit",
    "results_page",
    "show_results",
    "trace_page",
    "verdict_with_trace",
    "write_trace",
]
