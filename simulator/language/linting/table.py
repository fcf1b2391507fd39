"""All rules of the linter, and what they find."""

from collections.abc import Collection
from itertools import chain

from simulator.language.linting import constants, contacts, newcomers, nobody_sends, sentences, shapes, stray_rows
from simulator.language.linting.reading import Reading
from simulator.language.linting.rule import Remark, Rule

RULES: tuple[Rule, ...] = (
    *sentences.RULES,
    *shapes.RULES,
    *contacts.RULES,
    *newcomers.RULES,
    *stray_rows.RULES,
    *constants.RULES,
    *nobody_sends.RULES,
)
"""By what they look at: sentences, scenarios, addresses, then definitions."""

RULE_BY_ID = {rule.id: rule for rule in RULES}


def lint(reading: Reading, *, ignored: Collection[str] = ()) -> list[Remark]:
    """The remarks of all rules but those `ignored`, by file, line and column; each once."""
    found = chain.from_iterable(rule.remarks(reading) for rule in RULES if rule.id not in ignored)
    return sorted(dict.fromkeys(found), key=_position)


def _position(remark: Remark) -> tuple[str, int, int]:
    return remark.place.path, remark.place.line, remark.place.column
