"""What is valid and yet seldom meant: one table of rules, each with its reason, a bad example and a good one."""

from simulator.language.linting.explanation import explanation, explanation_page
from simulator.language.linting.reading import Reading, read_files
from simulator.language.linting.rule import Example, Remark, Rule
from simulator.language.linting.table import RULE_BY_ID, RULES, lint

__all__ = [
    "RULES",
    "RULE_BY_ID",
    "Example",
    "Reading",
    "Remark",
    "Rule",
    "explanation",
    "explanation_page",
    "lint",
    "read_files",
]
