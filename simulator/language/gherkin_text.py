"""A feature file's text as written scenarios: backgrounds put in front, outlines spelled out row by row.

Values of a row replace `<name>` in one pass, in the background too, as pytest-bdd does; what is no column stays as it
is, for a segment's rule may compare with `<`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple, TypedDict, cast

import msgspec
from gherkin.errors import CompositeParserException, ParserException
from gherkin.parser import Parser
from gherkin.parser_types import Background, Examples, Feature, Location, Rule, Scenario, Step, TableRow, Tag

from simulator.documents import Place, Problems, read_text
from simulator.language.written import StepKeyword, WrittenScenario, WrittenStep
from simulator.scenario import Origin

_PARAMETER = re.compile(r"<([^<>]+)>")
_EXPECTED = re.compile(r"expected: (.*?)(?:, got '(.*)')?$")
_TOKENS = {
    "#FeatureLine": "'Feature:'",
    "#RuleLine": "'Rule:'",
    "#BackgroundLine": "'Background:'",
    "#ScenarioLine": "'Scenario:'",
    "#ExamplesLine": "'Examples:'",
    "#StepLine": "a step",
    "#TableRow": "a row of a table",
    "#DocStringSeparator": "three quotes",
    "#TagLine": "a tag",
}
"""What the parser's tokens are called in a message; it also names blank lines and comments, which always may stand."""
_KEYWORDS: dict[str, StepKeyword] = {"Context": "given", "Action": "when", "Outcome": "then", "Unknown": "*"}


def read_feature(path: Path | str, problems: Problems) -> tuple[WrittenScenario, ...]:
    """The scenarios of a feature file in the order written; problems where it is no Gherkin."""
    text = read_text(path, problems)
    return () if text is None else read_feature_text(text, problems, path=str(path))


def read_feature_text(text: str, problems: Problems, *, path: str) -> tuple[WrittenScenario, ...]:
    """The scenarios of a feature's text; `path` is the file that messages show."""
    feature = _parse(text, path, problems)
    if feature is None:
        return ()
    templates = list(_templates(feature, _Context(path, story=feature["name"], feature=feature["name"])))
    _note_silent(templates, problems)
    return tuple(written for template in templates for written in _spelled_out(template))


def _parse(text: str, path: str, problems: Problems) -> Feature | None:
    try:
        document = Parser().parse(text)
    except CompositeParserException as composite:
        _note_errors(composite.errors, path, problems)
        return None
    except ParserException as error:
        _note_errors([error], path, problems)
        return None
    feature = cast("Feature | None", document.get("feature"))
    if feature is None:
        problems.add(Place(path, 1, 1), "is empty; expected 'Feature:' and a name")
    return feature


def _note_errors(errors: Iterable[ParserException], path: str, problems: Problems) -> None:
    for error in errors:
        problems.add(_place(path, error.location), f"is not Gherkin: {_readable(str(error))}")


def _readable(message: str) -> str:
    """What the parser says, without its position and with words for the names of its tokens."""
    _, _, said = message.partition("): ")
    expected = _EXPECTED.search(said)
    if expected is None:
        return said
    words = [_TOKENS[token] for token in expected[1].split(", ") if token in _TOKENS]
    found = "the end of the file" if expected[2] is None else f"'{expected[2]}'"
    return f"expected {' or '.join(words)}, found {found}"


class _Child(TypedDict, total=False):
    """What a feature or a rule holds: one of these."""

    background: Background
    rule: Rule
    scenario: Scenario


@dataclass(frozen=True, slots=True)
class _Context:
    """What a scenario takes over from the feature and the rule that it stands in."""

    path: str
    story: str
    feature: str
    rule: str = ""
    steps: tuple[Step, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Template:
    """A scenario before its outline is spelled out."""

    written: WrittenScenario
    rows: tuple["_Row", ...]
    is_outline: bool


class _Row(NamedTuple):
    """The values of an outline's row by column, and the tags of the examples it stands in."""

    values: dict[str, str]
    tags: tuple[str, ...]


def _templates(holder: Feature | Rule, context: _Context) -> Iterator[_Template]:
    context = replace(context, story=holder["name"] or context.story, tags=context.tags + _tags(holder["tags"]))
    for child in cast("list[_Child]", holder["children"]):
        if "background" in child:
            context = replace(context, steps=context.steps + tuple(child["background"]["steps"]))
        elif "rule" in child:
            yield from _templates(child["rule"], replace(context, rule=child["rule"]["name"]))
        else:
            yield _template(child["scenario"], context)


def _template(scenario: Scenario, context: _Context) -> _Template:
    written = WrittenScenario(
        name=scenario["name"],
        place=_place(context.path, scenario["location"]),
        story=" ".join(scenario["description"].split()) or context.story,
        steps=tuple(_steps((*context.steps, *scenario["steps"]), context.path)) if scenario["steps"] else (),
        origin=Origin(context.feature, context.rule, tags=context.tags + _tags(scenario["tags"])),
    )
    rows = tuple(row for examples in scenario["examples"] for row in _rows(examples))
    return _Template(written, rows, is_outline=bool(scenario["examples"]))


def _steps(steps: Iterable[Step], path: str) -> Iterator[WrittenStep]:
    keyword: StepKeyword = "*"
    for step in steps:
        keyword = _KEYWORDS.get(step["keywordType"], keyword)
        yield _step(step, keyword, path)


def _step(step: Step, keyword: StepKeyword, path: str) -> WrittenStep:
    table = step["dataTable"]["rows"] if "dataTable" in step else None
    docstring = step.get("docString")
    return WrittenStep(
        keyword=keyword,
        text=step["text"],
        place=_place(path, step["location"]),
        table=None if table is None else tuple(map(_cells, table)),
        docstring=None if docstring is None else docstring["content"],
        docstring_place=None if docstring is None else _first_line(path, docstring["location"]),
        row_places=() if table is None else tuple(_place(path, row["location"]) for row in table),
    )


def _rows(examples: Examples) -> Iterator[_Row]:
    if "tableHeader" in examples:
        names = _cells(examples["tableHeader"])
        for row in examples["tableBody"]:
            yield _Row(dict(zip(names, _cells(row), strict=True)), _tags(examples["tags"]))


def _cells(row: TableRow) -> tuple[str, ...]:
    return tuple(cell["value"] for cell in row["cells"])


def _tags(tags: Iterable[Tag]) -> tuple[str, ...]:
    return tuple(tag["name"].removeprefix("@") for tag in tags)


def _place(path: str, location: Location) -> Place:
    return Place(path, location["line"], location.get("column", 1))


def _first_line(path: str, quotes: Location) -> Place:
    """Where the text of a doc string begins: under its opening quotes."""
    return Place(path, quotes["line"] + 1, quotes.get("column", 1))


def _note_silent(templates: Iterable[_Template], problems: Problems) -> None:
    """Note what would pass without running: empty scenarios, outlines without rows, names that hide each other."""
    seen: dict[str, Place] = {}
    for template in templates:
        written = template.written
        if not written.steps:
            problems.add(written.place, f"scenario '{written.name}' has no steps")
        if template.is_outline and not template.rows:
            problems.add(
                written.place, f"scenario outline '{written.name}' has no row in its Examples, so it never runs"
            )
        if written.name in seen:
            problems.add(
                written.place, f"duplicate name '{written.name}'; it stands already in line {seen[written.name].line}"
            )
        seen.setdefault(written.name, written.place)


def _spelled_out(template: _Template) -> Iterator[WrittenScenario]:
    written = template.written
    if not template.is_outline:
        yield written
    for row, tags in template.rows:
        yield replace(
            written,
            name=f"{_filled(written.name, row)} [{', '.join(row.values())}]",
            steps=tuple(_filled_step(step, row) for step in written.steps),
            origin=msgspec.structs.replace(
                written.origin, row=tuple(row.items()), tags=tuple(dict.fromkeys((*written.origin.tags, *tags)))
            ),
        )


def _filled_step(step: WrittenStep, row: Mapping[str, str]) -> WrittenStep:
    return replace(
        step,
        text=_filled(step.text, row),
        table=None
        if step.table is None
        else tuple(tuple(_filled(cell, row) for cell in cells) for cells in step.table),
        docstring=None if step.docstring is None else _filled(step.docstring, row),
    )


def _filled(text: str, row: Mapping[str, str]) -> str:
    return _PARAMETER.sub(lambda parameter: row.get(parameter[1], parameter[0]), text)
