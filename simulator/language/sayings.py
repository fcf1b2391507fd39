"""Steps understood: the phrase that each is, what it names, and the part of the scenario that it makes.

A step that is not understood is noted with the nearest wording, the right keyword or the block that it lacks.
"""

from collections.abc import Callable
from dataclasses import dataclass

from simulator.documents import Place, Problems
from simulator.documents.problem import did_you_mean
from simulator.language.phrases import Capture, Columns, Phrase, nearest_phrase, phrases_for
from simulator.language.phrases.parts import Part, Table
from simulator.language.written import WrittenStep

IsOwn = Callable[[WrittenStep], bool]
"""Whether a step is one of the user's own."""


@dataclass(frozen=True, slots=True)
class Saying:
    """A step and what it says; a step of the user's own says nothing to us."""

    step: WrittenStep
    part: Part | None = None
    captures: tuple[Capture, ...] = ()

    def rows(self, table: Table) -> list[tuple[Place, dict[str, str]]]:
        """The rows of the step's table with their places."""
        return list(zip(self.step.row_places[1:], table.rows, strict=True))


def understand(step: WrittenStep, problems: Problems, *, is_own: IsOwn) -> Saying | None:
    """What the step says, or nothing after noting why it can't be understood."""
    if is_own(step):
        return Saying(step)
    match tuple(phrases_for(step.text)):
        case []:
            near = nearest_phrase(step.text)
            problems.add(step.place, f"unknown step '{step.text}'." + (f" Did you mean: {near}?" if near else ""))
        case [phrase]:
            return _said(step, phrase, problems)
        case phrases:
            meant = ", ".join(f"'{phrase}' of {phrase.origin or 'the simulator'}" for phrase in phrases)
            problems.add(step.place, f"two phrases match '{step.text}': {meant}; reword one of them")
    return None


def _said(step: WrittenStep, phrase: Phrase, problems: Problems) -> Saying | None:
    noted = Problems()
    _check_keyword(step, phrase, noted)
    _check_block(step, phrase, noted)
    captures = phrase.captures(step.text) or ()
    values = _values(step, captures, noted)
    part = None if noted else _made(step, phrase, values, noted)
    problems.extend(noted)
    return None if part is None else Saying(step, part, captures)


def _made(step: WrittenStep, phrase: Phrase, values: dict[str, object], problems: Problems) -> Part | None:
    """The part, or nothing after noting why there is none; what another package makes may be anything."""
    try:
        part = phrase.make(**values, **_block_of(step))
    except ValueError as error:
        problems.add(step.place, f"step '{step.text}': {error}")
        return None
    if not isinstance(part, Part):
        problems.add(step.place, f"step '{step.text}': '{phrase}' of {phrase.origin} makes {part!r}, which is no part")
        return None
    return part


def _check_keyword(step: WrittenStep, phrase: Phrase, problems: Problems) -> None:
    if step.keyword not in ("*", phrase.keyword):
        stands, belongs = step.keyword.title(), phrase.keyword.title()
        problems.add(step.place, f"step '{step.text}' stands under '{stands}'; it belongs under '{belongs}'")


def _check_block(step: WrittenStep, phrase: Phrase, problems: Problems) -> None:
    if step.table is not None and phrase.block != "table":
        problems.add(_table_place(step), f"step '{step.text}' takes no table")
    if step.docstring is not None and phrase.block != "doc":
        problems.add(step.docstring_place or step.place, f"step '{step.text}' takes no doc string")
    if step.docstring is None and phrase.block == "doc":
        problems.add(step.place, f"step '{step.text}' needs a doc string under it, between two lines of three quotes")
    if phrase.columns is not None:
        _check_table(step, phrase.columns, problems)


def _check_table(step: WrittenStep, columns: Columns, problems: Problems) -> None:
    if not step.table:
        problems.add(step.place, f"step '{step.text}' needs a table under it with the columns {columns}")
        return
    heading, place = step.table[0], _table_place(step)
    known = columns.required + columns.optional
    strange = () if columns.others else tuple(name for name in heading if name not in known)
    for name in strange:
        problems.add(place, f"unknown column '{name}'.{did_you_mean(name, known)} Columns: {columns}.")
    for name in heading:
        if heading.count(name) > 1:
            problems.add(place, f"duplicate column '{name}'")
    for name in columns.required:
        if name not in heading and not strange:
            problems.add(place, f"the table needs a column '{name}'; found {', '.join(heading)}")


def _table_place(step: WrittenStep) -> Place:
    return step.row_places[0] if step.row_places else step.place


def _values(step: WrittenStep, captures: tuple[Capture, ...], problems: Problems) -> dict[str, object]:
    values: dict[str, object] = {}
    for capture in captures:
        try:
            values[capture.name] = capture.type.read(capture.text)
        except ValueError as error:
            problems.add(step.place, f"step '{step.text}': {error}")
    return values


def _block_of(step: WrittenStep) -> dict[str, object]:
    if step.docstring is not None:
        return {"docstring": step.docstring}
    if step.table is not None:
        heading, *rows = step.table
        return {"table": Table(heading, tuple(dict(zip(heading, row, strict=True)) for row in rows))}
    return {}
