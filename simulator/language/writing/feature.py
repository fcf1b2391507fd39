"""A scenario value as the text of a feature file with this one scenario."""

from collections.abc import Iterator
from pathlib import Path

from simulator.documents import Place, Problems
from simulator.language.gherkin_text import read_feature_text
from simulator.language.phrases.parts import Part, Table
from simulator.language.phrases.speaking import Sentence, sentence_for
from simulator.language.wording import check_words, verb_words
from simulator.language.writing.refusal import member_place, refusal
from simulator.language.writing.steps import order_parts, story_parts
from simulator.language.writing.world import GHERKIN, world_parts
from simulator.scenario import Check, Scenario, story_of
from simulator.shoppers import Verb

_QUOTES = '"""'


def feature_text(scenario: Scenario, path: Path) -> str:
    """The feature, as it stands at `path`.

    Raises:
        DefinitionError: Gherkin has no words for something, which is named.
    """
    _check_heading(scenario)
    placed = [*world_parts(scenario, path), *order_parts(scenario), *story_parts(scenario)]
    sentences = [_sentence(part, place) for part, place in placed]
    return "\n".join(_lines(scenario, sentences)) + "\n"


def _check_heading(scenario: Scenario) -> None:
    """Refuse a name or a story that is read as something else, such as a tag or a comment."""
    name, story = scenario.name, story_of(scenario)
    if _heading_read(name, "") != (name, name):
        raise refusal(member_place(scenario, "scenario"), GHERKIN, f"the name '{name}'")
    if _heading_read(name, story) != (name, story or name):
        raise refusal(member_place(scenario, "story"), GHERKIN, f"the story '{story}'")


def _heading_read(name: str, story: str) -> tuple[str, str] | None:
    """Name and story as they are read, if there is a scenario under them."""
    text = "\n".join([*_heading(name, story), "    Given it is so", ""])
    written = read_feature_text(text, Problems(), path="")
    return (written[0].name, written[0].story) if len(written) == 1 else None


def _heading(name: str, story: str) -> Iterator[str]:
    yield from (f"Feature: {name}", "", f"  Scenario: {name}")
    if story:
        yield from (f"    {story}", "")


def _lines(scenario: Scenario, sentences: list[Sentence]) -> Iterator[str]:
    yield from _heading(scenario.name, story_of(scenario))
    keyword = ""
    for sentence in sentences:
        yield f"    {'And' if sentence.keyword == keyword else sentence.keyword.title()} {sentence.text}"
        keyword = sentence.keyword
        if sentence.table is not None:
            yield from _table_lines(sentence.table)
        if sentence.docstring is not None:
            yield from _docstring_lines(sentence.docstring)


def _table_lines(table: Table) -> Iterator[str]:
    rows = [table.columns, *(tuple(row[column] for column in table.columns) for row in table.rows)]
    written = [[_cell(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*written, strict=True)]
    for row in written:
        yield f"      | {' | '.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))} |"


def _cell(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "\\n")


def _docstring_lines(text: str) -> Iterator[str]:
    yield f"      {_QUOTES}"
    yield from (f"      {line}".rstrip() for line in text.replace(_QUOTES, '\\"\\"\\"').split("\n"))
    yield f"      {_QUOTES}"


def _sentence(part: Part, place: Place) -> Sentence:
    sentence = sentence_for(part)
    if sentence is None:
        raise refusal(place, GHERKIN, _words(part))
    return sentence


def _words(part: Part) -> str:
    """What the part says, for the reader of a refusal."""
    if isinstance(part, Verb):
        return f"'{verb_words(part)}'"
    if isinstance(part, Check):
        return f"'{check_words(part)}'"
    return "what is written here"
