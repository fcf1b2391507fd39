"""The two languages of scenarios, YAML and Gherkin: text in, scenario values out, or every problem at its place."""

from simulator.language.definition_text import check_definition, is_definition, workspace_above, workspace_instead
from simulator.language.gherkin_scenario import compile_written
from simulator.language.gherkin_text import read_feature
from simulator.language.linting import (
    LINT_RULE_BY_ID,
    LINT_RULES,
    LintRule,
    Note,
    explanation,
    explanation_page,
    lint,
    read_files,
)
from simulator.language.phrases import Phrase, all_phrases, nearest_phrase, phrase_for
from simulator.language.phrases.search import phrases_like
from simulator.language.phrases.stubs import stubs
from simulator.language.plans import bundled_plan_text, check_plan, is_plan, plans_in
from simulator.language.stories import is_story, shown_path
from simulator.language.wording import check_words, fault_words, verb_words
from simulator.language.writing import Language, written_as
from simulator.language.written import WrittenScenario, WrittenStep
from simulator.language.yaml_journey import read_doing
from simulator.language.yaml_text import compile_yaml, empty_story

__all__ = [
    "LINT_RULES",
    "LINT_RULE_BY_ID",
    "Language",
    "LintRule",
    "Note",
    "Phrase",
    "WrittenScenario",
    "WrittenStep",
    "all_phrases",
    "bundled_plan_text",
    "check_definition",
    "check_plan",
    "check_words",
    "compile_written",
    "compile_yaml",
    "empty_story",
    "explanation",
    "explanation_page",
    "fault_words",
    "is_definition",
    "is_plan",
    "is_story",
    "lint",
    "nearest_phrase",
    "phrase_for",
    "phrases_like",
    "plans_in",
    "read_doing",
    "read_feature",
    "read_files",
    "shown_path",
    "stubs",
    "verb_words",
    "workspace_above",
    "workspace_instead",
    "written_as",
]
