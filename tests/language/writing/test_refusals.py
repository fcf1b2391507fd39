"""What a language can't say is refused with the first such item, at the place where it is written."""

from pathlib import Path
from textwrap import dedent

import pytest

from simulator.errors import DefinitionError
from simulator.language import Language, written_as
from simulator.scenario import Scenario
from tests.language.compiled import MIA, Compile, sound

LOOK = "expect:\n  - {at: 1h, profiles: 1}\n"
YAML = {
    "starts: now": ("starts: now\n" + LOOK, "story.yaml:2:1: Gherkin has no words for 'starts: now'; write an instant"),
    "a start that the clocks show twice": (
        "starts: 2026-11-01T01:30:00-05:00\n" + LOOK,
        (
            "story.yaml:2:1: Gherkin has no words for the start 2026-11-01 01:30, which the clocks of America/New_York "
            "show twice"
        ),
    ),
    "a source of several keys": (
        "sources:\n  web: {identifies by: [email, phone]}\n" + LOOK,
        "story.yaml:3:3: Gherkin has no words for the keys of source 'web'; a sentence names one",
    ),
    "nothing as a value": (
        "shoppers: {Mia: }\njourney:\n  - {at: 0m, shopper: Mia, on: phone, does: event, name: A, data: {b: null}}\n"
        + LOOK,
        (
            "story.yaml:4:5: Gherkin has no words for 'Mia does A with b null on the phone'; a cell can't "
            "tell one of the values"
        ),
    ),
    "quotes in a name": (
        "shoppers: {Mia: }\njourney:\n  - {at: 0m, shopper: Mia, on: phone, does: event, name: 'A \"b\"'}\n" + LOOK,
        "story.yaml:4:5: Gherkin has no words for 'Mia does A \"b\" on the phone'",
    ),
    "blanks around a cell": (
        "shoppers: {Mia: }\nexpect:\n  - {at: 1h, profile: Mia, attributes: {plan: ' gold '}}\n",
        "story.yaml:4:5: Gherkin has no words for 'plan of Mia is  gold '",
    ),
    "a guest from before": (
        "shoppers:\n  Mia: {persona: guest, known as: {email: mia@example.com}}\n" + LOOK,
        "story.yaml:3:3: Gherkin has no words for 'Mia', who is a guest and known from before",
    ),
    "a story that reads as a tag": (
        "story: '@p0'\n" + LOOK,
        "story.yaml:2:1: Gherkin has no words for the story '@p0'",
    ),
}
GHERKIN = {
    "time that passes for nothing": (
        'Then "Mia" is 0 profiles\nWhen 1 hour passes\n',
        "story.feature:5:1: YAML has no words for '1 hour passes' after the last doing and the last look",
    ),
    "no expectation": (
        'When "Mia" starts checkout on the laptop\n',
        "story.feature:2:3: YAML has no words for a story that ends without an expectation",
    ),
    "a doing after the last arrival": (
        (
            'When every outstanding delivery has arrived\nAnd "Mia" starts checkout on the laptop\n'
            'Then "Mia" is 0 profiles\n'
        ),
        (
            "story.feature:5:1: YAML has no words for '\"Mia\" starts checkout on the laptop' at a time after every "
            "delivery has arrived"
        ),
    ),
    "two waits for deliveries": (
        (
            'When every outstanding delivery has arrived\nThen "Mia" is 0 profiles\n'
            'When every outstanding delivery has arrived\nThen "Mia" is 0 profiles\n'
        ),
        "story.feature:6:1: YAML has no words for a second 'every outstanding delivery has arrived'",
    ),
}


def refusal(language: Language, scenario: Scenario) -> str:
    with pytest.raises(DefinitionError) as refused:
        written_as(language, scenario, scenario_path(scenario))
    return str(refused.value)


def scenario_path(scenario: Scenario) -> Path:
    return Path(scenario.place.path)


@pytest.mark.parametrize("name", YAML)
def test_what_gherkin_cannot_say_is_named(name: str, yaml: Compile) -> None:
    text, wanted = YAML[name]
    story = sound(yaml("scenario: S\n" + text))

    assert refusal("gherkin", story) == wanted


@pytest.mark.parametrize("name", GHERKIN)
def test_what_yaml_cannot_say_is_named(name: str, steps: Compile) -> None:
    text, wanted = GHERKIN[name]
    story = sound(steps(MIA + dedent(text)))

    assert refusal("yaml", story) == wanted
