"""A scenario in the other language, proved by reading it again: what is read is the same story, or it is refused.

So a word that a reader learns and a writer does not is a refusal by name, never a story that lost something.
"""

from pathlib import Path
from typing import Literal, assert_never

from simulator.documents import Problems
from simulator.language.gherkin_scenario import compile_written
from simulator.language.gherkin_text import read_feature_text
from simulator.language.wording import check_words, verb_words
from simulator.language.writing.feature import feature_text
from simulator.language.writing.refusal import member_place, refusal
from simulator.language.writing.story import story_text
from simulator.language.yaml_text import compile_yaml_text
from simulator.scenario import Check, Done, Meaning, Moment, Scenario, is_same, meaning_of, moments

Language = Literal["yaml", "gherkin"]

_NAMES: dict[Language, str] = {"yaml": "YAML", "gherkin": "Gherkin"}
_KEYS = {"name": "scenario", "definition": "workspace"}
"""What a part of the meaning is called in a scenario file, where it has another name."""


def written_as(language: Language, scenario: Scenario, path: Path) -> str:
    """The scenario as a file at `path`, whose workspace is the nearest above.

    Raises:
        DefinitionError: the language has no words for something; the first such thing is named.
    """
    text = _text(language, scenario, path)
    _check_read_again(language, scenario, text, path)
    return text


def _text(language: Language, scenario: Scenario, path: Path) -> str:
    match language:
        case "yaml":
            return story_text(scenario, path)
        case "gherkin":
            return feature_text(scenario, path)
    assert_never(language)


def read_again(language: Language, text: str, path: Path, problems: Problems) -> Scenario | None:
    """The one scenario in the text, as it stands at `path`; nothing after noting what is wrong with it."""
    if language == "yaml":
        return compile_yaml_text(text, problems, path=path)
    written = read_feature_text(text, problems, path=str(path))
    return compile_written(written[0], problems) if len(written) == 1 else None


def _check_read_again(language: Language, scenario: Scenario, text: str, path: Path) -> None:
    problems = Problems()
    again = read_again(language, text, path, problems)
    if again is None:
        why = next((problem.message for problem in problems), "the text holds more or less than this story")
        raise refusal(scenario.place, _NAMES[language], f"this story: {why}")
    wanted, found = meaning_of(scenario), meaning_of(again)
    _check_events(language, scenario, wanted, found)
    for field in wanted.__struct_fields__:
        if not _agree(field, wanted, found):
            place = member_place(scenario, _KEYS.get(field, field))
            raise refusal(place, _NAMES[language], f"the {_KEYS.get(field, field)} of this story")


def _check_events(language: Language, scenario: Scenario, wanted: Meaning, found: Meaning) -> None:
    """Name the first thing done or looked at that is read otherwise."""
    for number, moment in enumerate(moments(scenario)):
        if number >= len(found.events) or not is_same(found.events[number], wanted.events[number]):
            raise refusal(moment.item.place, _NAMES[language], f"'{_words(moment)}'")


def _words(moment: Moment) -> str:
    event = moment.event
    if isinstance(event, Done):
        return verb_words(event.verb)
    return check_words(event) if isinstance(event, Check) else moment.item.text


def _agree(field: str, wanted: Meaning, found: Meaning) -> bool:
    one, other = getattr(wanted, field), getattr(found, field)
    is_unordered = field in ("definition", "sources")
    return one == other if is_unordered else is_same(one, other)
