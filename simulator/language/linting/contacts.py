"""Addresses and phone numbers that could be somebody's. Made-up people have reserved ones.

Which ranges are reserved for fiction or tests stands in the tables; any other number may be a real person's.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from simulator.documents import Place, Problem
from simulator.language.linting.reading import Reading, is_own, member_of
from simulator.language.linting.rule import LintRule, steps
from simulator.language.written import WrittenStep

_ADDRESS = re.compile(r"[\w.+-]+@((?:[\w-]+\.)+[\w-]+)")
_PHONE = re.compile(r"\+\d[\d ().-]{5,}\d")
_RESERVED_DOMAINS = re.compile(r"(?:.+\.)?(?:example\.(?:com|net|org)|example|test|invalid|localhost)", re.IGNORECASE)
_RESERVED_PHONES = {
    "the United States and Canada": r"1\d{3}55501\d{2}|1555\d{7}",
    "the United Kingdom": r"447700900\d{3}|441632960\d{3}|442079460\d{3}|448081570\d{3}",
    "Australia": r"61491570(?:006|156)|6125550\d{4}",
    "France": r"3363998\d{4}|3319900\d{4}",
    "Germany": r"493023125\d{3}",
    "Twilio's tests": r"15005550006",
}
"""The digits of numbers that nobody has, by who reserves them."""
_FICTION = re.compile("|".join(_RESERVED_PHONES.values()))
_OF_STORIES = ("shoppers", "journey", "expect")
"""Where people stand in a scenario file; a workspace's own sender may well be real."""

Written = tuple[Place, str]


def _addresses(text: str) -> Iterator[tuple[int, str]]:
    for found in _ADDRESS.finditer(text):
        if _RESERVED_DOMAINS.fullmatch(found[1]) is None:
            yield found.start(), f"'{found[0]}' may be somebody's address; use one at example.com, .net or .org"


def _numbers(text: str) -> Iterator[tuple[int, str]]:
    for found in _PHONE.finditer(text):
        if _FICTION.fullmatch(re.sub(r"\D", "", found[0])) is None:
            yield found.start(), f"'{found[0]}' may be somebody's number; use one of +1 202 555 0100 to 0199"


def _everywhere(find: Callable[[str], Iterable[tuple[int, str]]]) -> Callable[[Reading], Iterable[Problem]]:
    def look(reading: Reading) -> Iterator[Problem]:
        for feature in reading.features:
            for step in (step for scenario in feature.scenarios for step in scenario.steps):
                for place, text in _texts_of_step(step):
                    yield from (Problem(place, message) for _, message in find(text))
        for node in (part for one in reading.stories for key in _OF_STORIES if (part := member_of(one, key))):
            for text_node in node.texts():
                text = str(text_node.value)
                yield from (Problem(text_node.text_place.inside(text, at), message) for at, message in find(text))

    return look


def _texts_of_step(step: WrittenStep) -> Iterator[Written]:
    yield step.place, step.text
    if step.docstring is not None and is_own(step):
        yield step.docstring_place or step.place, step.docstring
    for place, row in zip(step.row_places, step.table or (), strict=True):
        yield from ((place, cell) for cell in row)


_MIA = 'Given "Mia" is a new visitor on a laptop'
_ONE = 'Then "Mia" is 1 profile'

RULES = (
    LintRule(
        "real-domain",
        "an email address at a domain that somebody owns",
        "On the day a scenario runs against a real workspace, a message may go to a stranger. Nobody has "
        "example.com, example.net and example.org, and forms accept them.",
        steps(_MIA, 'When "Mia" gives email "mia@gmail.com" on the laptop', _ONE),
        steps(_MIA, 'When "Mia" gives email "mia@example.com" on the laptop', _ONE),
        _everywhere(_addresses),
    ),
    LintRule(
        "real-phone",
        "a phone number outside the ranges that are reserved for fiction",
        "An SMS to a made-up number rings at somebody's. +1 202 555 0100 to 0199 are nobody's, and valid.",
        steps(_MIA, 'When "Mia" gives phone "+12024561111" on the laptop', _ONE),
        steps(_MIA, 'When "Mia" gives phone "+12025550143" on the laptop', _ONE),
        _everywhere(_numbers),
    ),
)
