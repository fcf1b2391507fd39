"""Every phrase of the vocabulary is written again: what it says of a story is in the text that the story is written as.

A phrase that joins the table needs nothing here, unless its example needs something beside it to make sense.
"""

from pathlib import Path

import pytest

from simulator.documents import Problems
from simulator.language import Phrase, all_phrases, compile_written, written_as
from simulator.language.gherkin_text import read_feature_text
from simulator.scenario import Meaning, Scenario, meaning_of

PATH = Path("/nobodys.feature")
PEOPLE = """\
Given the segment "VIPs" is:
  \"\"\"
  performed "Order Placed"
  \"\"\"
And the campaign "Cart recovery" starts on "Added to Cart" and waits 15 minutes
And "Mia" is a known customer with:
  | attribute   | value      |
  | customer_id | Calm Serum |
And "Noor" is a new visitor on a phone
"""
END = """\
Then no accepted request was silently ignored
"""
PLACES = 'When "Mia" places order "Calm Serum" for 1.00 USD on the laptop\n'
LATER = 'When "Mia" starts checkout on the laptop\n'
PLAN = 'Given the tracking plan "core commerce" applies\n'
BESIDE = {
    'order "{order:Text}" is {change:Change}': (PLACES, ""),
    "every delivery satisfies the tracking plan": (PLAN, ""),
    'the tracking plan reports "{rule:PlanRule}" on "{field:Text}"': (PLAN, ""),
    'order "{order:Text}" awaits payment': ("", PLACES),
    'order "{order:Text}" is paid': ('Given order "Calm Serum" awaits payment\n' + PLACES, ""),
    'the delivery of "{event:Text}" for order "{order:Text}" is {late:Duration} late': ("", PLACES),
    'the delivery of "{event:Text}" for order "{order:Text}" arrives {times:Arrivals} times': ("", PLACES),
    'the delivery of "{event:Text}" for order "{order:Text}" is lost': ("", PLACES),
    "the next delivery is {late:Duration} late": ("", LATER),
    "the next delivery arrives {times:Arrivals} times": ("", LATER),
    "the next delivery is lost": ("", LATER),
    "the next delivery has a fresh key each time": ("", LATER),
}
"""What makes sense of an example: steps before and after it."""
SPOKEN = [
    'the tracking plan "core commerce" applies',
    'the shop "Lumen Skin" trades in EUR on "Europe/Berlin" time',
    'the delivery of "Order Placed" for order "Calm Serum" is 20 minutes late',
    'the delivery of "Order Placed" for order "Calm Serum" arrives 2 times',
    'the delivery of "Order Placed" for order "Calm Serum" is lost',
    'the shop links customer id "Calm Serum" to customer "C-1"',
    '"app" forgets the visitor on logout',
    'the campaign "Cart recovery" is cancelled by "Order Placed"',
    'the profiles of "Mia" and "Noor" stay apart',
    '"Noor" also uses the laptop of "Mia"',
]
"""Sentences of phrases whose example says nothing new here."""
TABLES = {
    '"{shopper:Shopper}" places order "{order:Text}" on the {device:Device} with:': (
        "| sku | quantity | price | discount |\n| S-1 | 2 | 12.50 | 5.00 TEN |\n| S-2 | 1 | 3 | |\n"
    ),
    'the segment "{segment:Segment}" holds exactly:': "| shopper |\n| Noor |\n",
    'the history of "{shopper:Shopper}" is:': "| event | product |\n| Product Viewed | Serum |\n",
    '"{shopper:Text}" has these separate profiles:': "| email | plan |\n| mia@example.com | gold |\n",
    '"{shopper:Shopper}" has this history:': "| event | at | product |\n| Product Viewed | 3 days ago | Serum |\n",
    '"{shopper:Text}" is a known customer with:': "| attribute | value |\n| email | mia@example.com |\n",
}
FROM_FILES = ('the people in "{file:Text}"', 'the history in "{file:Text}"')
"""Phrases that read a file; what stands in it is written as the sentences that say the same."""
SAID_HERE = [phrase for phrase in all_phrases() if phrase.pattern.wording not in FROM_FILES]
DOCSTRINGS = {
    "the workspace is:": "name: Another\nsegments: {VIPs: manual}\n"
    "campaigns: {Cart recovery: {trigger: {event: A}, steps: [{delay: 1 day}]}}",
    '"{source:Source}" sends of "{shopper:Shopper}":': "- {call: track, name: A, who: {email: mia@example.com}}",
    'the segment "{segment:Text}" is:': 'performed "Quiz Finished"',
    'the campaign "{campaign:Text}" is:': "trigger: {event: A}\nsteps: [{send: {email: B}}]",
}


def story_with(phrase: Phrase | None) -> Scenario:
    """A story with a sentence of the phrase, and what must stand beside it."""
    middle = "" if phrase is None else step(phrase)
    before, after = BESIDE.get("" if phrase is None else phrase.pattern.wording, ("", ""))
    return compiled(PEOPLE + before + middle + after + END)


def without(phrase: Phrase) -> Scenario:
    """The same story without that sentence."""
    before, after = BESIDE.get(phrase.pattern.wording, ("", ""))
    return compiled(PEOPLE + before + after + END)


def step(phrase: Phrase) -> str:
    wording = phrase.pattern.wording
    spoken = next((sentence for sentence in SPOKEN if phrase.captures(sentence)), phrase.pattern.example)
    sentence = f"{phrase.keyword.title()} {spoken}\n"
    match phrase.block:
        case "table":
            name = "data" if phrase.columns and "data" in phrase.columns.required else "attribute"
            return sentence + TABLES.get(wording, f"| {name} | value |\n| plan | gold |\n")
        case "doc":
            return f'{sentence}"""\n{DOCSTRINGS[wording]}\n"""\n'
        case "none":
            return sentence


def compiled(steps: str) -> Scenario:
    problems = Problems()
    (written,) = read_feature_text(f"Feature: F\n  Scenario: S\n{steps}", problems, path=str(PATH))
    scenario = compile_written(written, problems)
    assert scenario is not None, list(map(str, problems))
    return scenario


def written_again(scenario: Scenario) -> Meaning:
    problems = Problems()
    (written,) = read_feature_text(written_as("gherkin", scenario, PATH), problems, path=str(PATH))
    again = compile_written(written, problems)
    assert again is not None
    return meaning_of(again)


@pytest.mark.parametrize("phrase", SAID_HERE, ids=str)
def test_what_a_phrase_says_is_there_after_writing_it_again(phrase: Phrase) -> None:
    story = story_with(phrase)

    assert written_again(story) == meaning_of(story)


@pytest.mark.parametrize("phrase", SAID_HERE, ids=str)
def test_what_a_phrase_says_belongs_to_the_meaning_of_a_story(phrase: Phrase) -> None:
    assert meaning_of(story_with(phrase)) != meaning_of(without(phrase))
