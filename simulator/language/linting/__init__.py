"""What is valid and yet seldom meant: one table of rules, each with its reason, a bad example and a good one."""

from simulator.language.linting.explanation import explanation, explanation_page
from simulator.language.linting.reading import Reading, read_files
from simulator.language.linting.rule import Example, LintRule, Note
from simulator.language.linting.table import LINT_RULE_BY_ID, LINT_RULES, lint

__all__ = [
    "LINT_RULES",
    "LINT_RULE_BY_ID",
    "Example",
    "LintRule",
    "Note",
    "Reading",
    "explanation",
    "explanation_page",
    "lint",
    "read_files",
]
