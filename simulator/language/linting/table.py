"""All rules of the linter, and what they find."""

from collections.abc import Collection
from itertools import chain

from simulator.language.linting import (
    constants,
    contacts,
    newcomers,
    nobody_sends,
    plans,
    sentences,
    shapes,
    stray_rows,
)
from simulator.language.linting.reading import Reading
from simulator.language.linting.rule import LintRule, Note

LINT_RULES: tuple[LintRule, ...] = (
    *sentences.RULES,
    *shapes.RULES,
    *contacts.RULES,
    *newcomers.RULES,
    *stray_rows.RULES,
    *constants.RULES,
    *nobody_sends.RULES,
    *plans.RULES,
)
"""By what they look at: sentences, scenarios, addresses, definitions, tracking plans."""

LINT_RULE_BY_ID = {rule.id: rule for rule in LINT_RULES}


def lint(reading: Reading, *, ignored: Collection[str] = ()) -> list[Note]:
    """The notes of all rules but those `ignored`, by file, line and column; each once."""
    found = chain.from_iterable(rule.notes(reading) for rule in LINT_RULES if rule.id not in ignored)
    return sorted(dict.fromkeys(found), key=_position)


def _position(note: Note) -> tuple[str, int, int]:
    return note.place.path, note.place.line, note.place.column
