"""What people look at after a run: the table, the failures, a page, a JSON document. Nothing here judges anything."""

from simulator.report.console import show_results
from simulator.report.failure import failure_text
from simulator.report.html import results_page
from simulator.report.results import Results, Skipped, results_document

__all__ = ["Results", "Skipped", "failure_text", "results_document", "results_page", "show_results"]
