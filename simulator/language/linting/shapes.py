"""How scenarios are built: how long, in how many turns, on what they stand, and under which tags."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from itertools import pairwise

from simulator.documents import Node, Problem
from simulator.language.linting.reading import Reading, WrittenFeature, is_own, member_of
from simulator.language.linting.rule import LintRule, steps, story
from simulator.language.written import WrittenScenario, WrittenStep

STEPS_MAX = 10
BACKGROUND_MAX = 3
TURNS_MAX = 2
"""How often something may happen and then be checked: before and after."""
_ALIKE = 0.85
"""How alike a tag must be to another to be taken for a slip, as the ratio of equal letters."""
_REFERS = re.compile(
    r"\b(?:previous|earlier|preceding|foregoing) (?:scenario|test|story)\b|\b(?:scenario|story) (?:above|before)\b"
    r"|\(?\bcontinued\)?$",
    re.IGNORECASE,
)


def _scenarios(reading: Reading) -> Iterator[WrittenScenario]:
    """Each scenario once; of an outline the first row."""
    for feature in reading.features:
        yield from (rows[0] for rows in feature.each())


def _own_part(scenario: WrittenScenario) -> list[WrittenStep]:
    """The steps without those of the background, which stand above."""
    return [step for step in scenario.steps if step.place.line > scenario.place.line]


def _long(reading: Reading) -> Iterator[Problem]:
    for scenario in _scenarios(reading):
        count = len(_own_part(scenario))
        if count > STEPS_MAX:
            yield Problem(scenario.place, f"the scenario has {count} steps; more than {STEPS_MAX} tell two stories")


def _long_background(reading: Reading) -> Iterator[Problem]:
    for feature in reading.features:
        if feature.scenarios:
            first = feature.scenarios[0]
            background = [step for step in first.steps if step.place.line < first.place.line]
            if len(background) > BACKGROUND_MAX:
                told = f"the background has {len(background)} steps; more than {BACKGROUND_MAX} nobody keeps in mind"
                yield Problem(background[0].place, told)


def _turning(reading: Reading) -> Iterator[Problem]:
    for scenario in _scenarios(reading):
        keywords = [step.keyword for step in scenario.steps]
        turns = sum(pair == ("when", "then") for pair in pairwise(keywords))
        if turns > TURNS_MAX and not scenario.origin.rule:
            yield Problem(
                scenario.place,
                f"the scenario acts and checks {turns} times; write a scenario for each, or a Rule around it",
            )


def _actless(reading: Reading) -> Iterator[Problem]:
    for scenario in _scenarios(reading):
        keywords = {step.keyword for step in scenario.steps}
        given = [step for step in scenario.steps if step.keyword == "given" and is_own(step)]
        if given and keywords == {"given", "then"}:
            yield Problem(given[-1].place, "nothing happens in this scenario; if this Given acts, it is a When")


def _single_row(reading: Reading) -> Iterator[Problem]:
    for rows in (rows for feature in reading.features for rows in feature.each()):
        if len(rows) == 1 and rows[0].origin.row:
            yield Problem(
                rows[0].place, "the outline has one row in its Examples; write a plain scenario, or add the boundary"
            )


def _dependent(reading: Reading) -> Iterator[Problem]:
    for feature in reading.features:
        for rows in feature.each():
            needed = _needed_by(rows[0], feature)
            if needed is not None:
                yield Problem(rows[0].place, f"{needed}; each scenario runs in a workspace of its own, in any order")
    for node in reading.stories:
        yield from _dependent_story(node)


def _needed_by(scenario: WrittenScenario, feature: WrittenFeature) -> str | None:
    """What of another scenario this one stands on, if anything."""
    told = [scenario.name, *(step.text for step in scenario.steps if is_own(step))]
    if any(map(_REFERS.search, told)):
        return "the scenario goes on from another one"
    for other in feature.scenarios:
        if other.place != scenario.place and " " in other.name and any(other.name in text for text in told):
            return f"the scenario needs '{other.name}'"
    if {step.keyword for step in scenario.steps} == {"then"}:
        return "the scenario only checks what others did"
    return None


def _dependent_story(node: Node) -> Iterator[Problem]:
    for key in ("scenario", "story"):
        text = member_of(node, key)
        if text is not None and _REFERS.search(str(text.value)):
            yield Problem(text.place, "the story goes on from another one; each runs in a workspace of its own")


def _rare_tags(reading: Reading) -> Iterator[Problem]:
    places = [(tag, scenario) for scenario in _scenarios(reading) for tag in scenario.origin.tags]
    counts = {tag: sum(tag == other for other, _ in places) for tag, _ in places}
    for tag, scenario in places:
        usual = [other for other in counts if counts[other] > 1 and not _differ_in_digits(tag, other)]
        near = get_close_matches(tag, usual, n=1, cutoff=_ALIKE) if counts[tag] == 1 else []
        if near:
            yield Problem(scenario.place, f"no other scenario has the tag '@{tag}'. Did you mean '@{near[0]}'?")


def _differ_in_digits(tag: str, other: str) -> bool:
    return re.sub(r"\d", "", tag) == re.sub(r"\d", "", other)


_MIA = 'Given "Mia" is a new visitor on a laptop'
_VIEWS = '"Mia" views "Calm Serum" on the laptop'
_ADDS = '"Mia" adds "Calm Serum" to the cart on the laptop'
_ONE = 'Then "Mia" is 1 profile'
_MAIL = '"Mia" gives email "mia@example.com" on the laptop'


def _outline(*devices: str) -> Iterator[str]:
    """An outline with a row for each device."""
    yield from ("Scenario Outline: S", '  Given "Mia" is a new visitor on a <device>', "  Examples:", "    | device |")
    yield from (f"    | {device} |" for device in devices)


def _tagged(*tags: str) -> Iterator[str]:
    """A feature with a scenario under each tag."""
    yield "Feature: Carts"
    for number, tag in enumerate(tags, 1):
        yield from (f"  @{tag}", f"  Scenario: Cart {number}", f"    {_MIA}")


RULES = (
    LintRule(
        "long-scenario",
        f"a scenario of more than {STEPS_MAX} steps",
        "Three to seven steps show one behaviour. What is longer shows several, and the first failure hides the rest.",
        steps(_MIA, *[f"When {_VIEWS}", *[f"And {_VIEWS}"] * 2] * 3, _ONE),
        steps(_MIA, f"When {_VIEWS}", f"And {_ADDS}", _ONE),
        _long,
    ),
    LintRule(
        "long-background",
        f"a background of more than {BACKGROUND_MAX} steps",
        "A reader must keep the background in mind through every scenario. What only some need belongs to those.",
        steps("Background:", f"  {_MIA}", *['  And "Mia" also uses a phone'] * 3, "Scenario: S", f"When {_ADDS}", _ONE),
        steps("Background:", f"  {_MIA}", "Scenario: S", f"When {_ADDS}", _ONE),
        _long_background,
    ),
    LintRule(
        "many-turns",
        f"a scenario that acts and checks more than {TURNS_MAX} times",
        "Before and after are two turns. With more the scenario is a script, unless a Rule says what it shows.",
        steps(_MIA, *[f"When {_VIEWS}", _ONE] * 3),
        steps(_MIA, f"When {_VIEWS}", _ONE, f"When {_MAIL}", _ONE),
        _turning,
    ),
    LintRule(
        "act-in-given",
        "a scenario without a When, where a Given acts",
        "A Given says how things are before the story. What the story is about stands under When.",
        steps(_MIA, 'And "Mia" fills the cart', _ONE),
        steps(_MIA, f"When {_ADDS}", _ONE),
        _actless,
    ),
    LintRule(
        "one-row-examples",
        "an outline with one row",
        "Examples show a boundary: the row before it, on it and after it.",
        steps(*_outline("laptop")),
        steps(*_outline("laptop", "phone")),
        _single_row,
    ),
    LintRule(
        "scenario-needs-another",
        "a scenario that stands on another one",
        "Each scenario has a workspace and a clock of its own and may run alone, first or beside the others.",
        story(
            "scenario: The order",
            "story: The cart of the previous scenario is bought.",
            "expect: [{at: 1h, profiles: 0}]",
        ),
        story("scenario: The order", "story: Whoever fills a cart can buy it.", "expect: [{at: 1h, profiles: 0}]"),
        _dependent,
    ),
    LintRule(
        "unknown-tag",
        "a tag that only one scenario has, and that is nearly one that others have",
        "A slip in a tag leaves the scenario out of every selection by that tag, and nobody notices.",
        steps(*_tagged("recovery", "recovery", "recovry")),
        steps(*_tagged("recovery", "recovery", "recovery")),
        _rare_tags,
    ),
)
