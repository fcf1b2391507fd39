"""The vocabulary: each sentence is one phrase, however it is written, and a slip finds the phrase that was meant."""

import random
import re
from dataclasses import dataclass

import pytest

from simulator.language import Phrase, all_phrases, nearest_phrase, phrase_for
from simulator.language.phrases import Capture
from simulator.language.phrases.parts import Table
from simulator.language.phrases.patterns import TYPES

SAMPLES = {
    "Text": ["Mia", "Order Placed", "R-1", "web pixel", "is in the segment", "9"],
    "Shopper": ["Mia", "Order Placed", "customer id"],
    "Segment": ["VIPs", "Cart Abandoners (last 4 hours)"],
    "Campaign": ["Cart recovery", "sends nothing"],
    "Device": ["laptop", "phone", "tablet", "till"],
    "Key": ["email", "phone", "customer id"],
    "Channel": ["email", "SMS", "push", "WhatsApp"],
    "Source": ["web", "shop webhook", "Mia"],
    "Lateness": ["shopify", "woo cron"],
    "List": ["buyers"],
    "PlanRule": ["wrong type", "money scale"],
    "Duration": ["20 minutes", "1 day", "1 second", "3 months", "2 weeks", "4 hours"],
    "Time": ["2026-03-02", "2026-03-02 09:00", "2026-03-02 09:00:01"],
    "Money": ["59.00 EUR", "100 JPY", "1.5 KWD"],
    "Currency": ["EUR", "JPY"],
    "Count": ["0", "1", "3", "12"],
    "Arrivals": ["1", "3"],
    "Several": ["1", "12"],
    "Interval": ["4 weeks", "1 day", "30 days"],
    "Change": ["cancelled", "refunded", "shipped", "delivered", "edited"],
    "Type": ["a string", "a number", "a boolean", "null", "a list"],
    "Unit": ["seconds", "milliseconds", "ISO 8601", "ISO 8601 without zone"],
    "ProductKey": ["sku", "product_id", "handle"],
}
PHRASES = [pytest.param(phrase, id=str(phrase)) for phrase in all_phrases()]

WORDINGS = [
    'the shop "Lumen Skin" trades in EUR on "Europe/Berlin" time',
    "it is 2026-03-02 09:00",
    "2 hours pass",
    "1 second passes",
    "the clock reaches 2026-03-02 13:00:00",
    "the run uses seed 42",
    '"Mia" is a new visitor on a laptop',
    '"Mia" also uses a phone',
    '"Ben" also uses the laptop of "Mia"',
    '"Mia" blocks browser tracking on the laptop',
    '"Ada" is a known customer with:',
    '"Noor" has these separate profiles:',
    'the people in "people.csv"',
    'the history in "orders.jsonl"',
    '"Ada" has this history:',
    "the workspace identifies people by phone too",
    '"web" identifies people by customer id',
    '"app" identifies people by phone',
    '"web" keeps the visitor on logout',
    '"app" forgets the visitor on logout',
    '"crm" sends no times',
    '"shop webhook" deliveries take 2 seconds',
    '"shop webhook" deliveries are as late as in "woo cron"',
    '"shop webhook" makes event ids from "order_id"',
    '"crm" sends no event ids',
    '"crm" calls the event "Quiz Graded" "quiz_graded"',
    '"crm" calls the field "score" "points"',
    '"Mia" logs out on the laptop',
    '"Mia" loses all cookies on the laptop',
    '"Mia" views the page "/quiz" on the laptop',
    '"Mia" does "Quiz Finished" on the phone',
    '"Mia" does "Quiz Finished" on the phone with:',
    '"Mia" views the page "/quiz" on the laptop with:',
    '"Mia" views the screen "Quiz" on the phone',
    '"Mia" views the screen "Quiz" on the phone with:',
    '"crm" reports "Quiz Graded" of "Mia"',
    '"crm" reports "Quiz Graded" of "Mia" with:',
    '"crm" reports the page "/quiz" of "Mia"',
    '"crm" reports the page "/quiz" of "Mia" with:',
    '"crm" reports the screen "Quiz" of "Mia"',
    '"crm" reports the screen "Quiz" of "Mia" with:',
    '"Mia" changes email to "mia@example.net"',
    '"Mia" opts in to SMS',
    '"Mia" opts out of email',
    '"crm" writes about "Mia":',
    'the shop links email "ada.shop@example.net" to customer "C-118"',
    'the shop deletes "Mia"',
    'the shop suppresses "Mia"',
    'the shop unsuppresses "Mia"',
    'order "R-1" awaits payment',
    'order "R-1" is paid',
    'the campaign "Win Back" requires email consent',
    '"lifetime_value" of "Ada" was last written by "shop webhook"',
    'the segment "Known Purchasers" equals the shop\'s own list of "buyers"',
    "nobody receives email without recorded consent",
    '"Mia" views "Calm Serum" on the laptop',
    '"Mia" views 2 products of "Serums" on the laptop',
    '"Mia" views 1 product of "Serums" on the phone',
    '"Mia" changes customer id to "C-205"',
    'order "R-1" is refunded',
    'order "R-1" is edited',
    '"Mia" places order "R-1" on the laptop with:',
    '"Mia" subscribes to "Calm Serum" every 4 weeks',
    '"web pixel" deliveries may arrive in any order',
    '"shop webhook" calls a purchase "Purchased"',
    '"shop webhook" sends "total" as a string',
    '"shop webhook" sends "order_id" as null',
    '"shop webhook" leaves out "order_id"',
    '"shop webhook" sends times in milliseconds',
    '"shop webhook" sends times in ISO 8601 without zone',
    '"shop webhook" sends money in minor units',
    '"web pixel" identifies products by "handle"',
    '"shop webhook" also writes "lifetime_value" with value "59.00"',
    "the workspace is unavailable for 10 minutes",
    '"shop webhook" sends the last 1 day again',
    '"Leo" leaves the segment "Cart Abandoners" within 4 hours',
    "nothing outside this run has changed",
    '"Mia" adds "Calm Serum" to the cart on the laptop',
    '"Mia" starts checkout on the till',
    '"Mia" gives email "mia@example.com" on the tablet',
    '"Mia" gives customer id "C-204" on the phone',
    '"Mia" logs in as customer "C-204" on the laptop',
    '"Mia" places order "R-1" for 59.00 EUR on the phone',
    '"Ada" places guest order "R-7" for 42.00 EUR with email "ada.shop@example.net"',
    'the delivery of "Order Placed" for order "R-1" is 20 minutes late',
    'the delivery of "Order Placed" for order "R-2" arrives 3 times',
    'the delivery of "Order Placed" for order "R-4" is lost',
    "every outstanding delivery has arrived",
    'the segment "Cart Abandoners" is:',
    'the campaign "Cart Recovery" starts on "Added to Cart" and waits 15 minutes',
    'the campaign "Cart Recovery" is cancelled by "Order Placed"',
    '"Mia" is 1 profile',
    '"Mia" is 2 profiles',
    'the profile of "Mia" shows:',
    'the profile of "Mia" has no "phone"',
    'the history of "Mia" is:',
    'the history of "Mia" counts 1 "Order Placed"',
    'the profiles of "Mia" and "Noor" stay apart',
    '"Leo" is in the segment "Cart Abandoners"',
    '"Leo" is not in the segment "Cart Abandoners"',
    "no accepted request was silently ignored",
    'the tracking plan "core commerce" applies',
    "every delivery satisfies the tracking plan",
    'the tracking plan reports "wrong type" on "total"',
    "the result is the same for every delivery order",
    "the result is the same when every delivery arrives twice",
    'the segment "Broken Profiles" holds 0 people',
    'the segment "Broken Profiles" holds 1 person',
    'the campaign "Cart Recovery" sends 1 messages to "Mia"',
    'the campaign "Cart Recovery" sends 1 message to "Mia"',
    'the campaign "Win Back" sends nothing to "Noor"',
]

PLAIN_WORDINGS = [
    '"Mia" is a new visitor',
    '"Mia" is a guest on a laptop',
    '"Mia" is a guest',
    "the workspace is:",
    'the campaign "Cart recovery" is:',
    "the next delivery is 20 minutes late",
    "the next delivery arrives 2 times",
    "the next delivery is lost",
    "the next delivery has a fresh key each time",
    '"Mia" views the product with sku "SERUM-30" on the laptop',
    '"Mia" adds the product with sku "SERUM-30" to the cart on the laptop',
    '"Mia" adds 2 of "Calm Serum" to the cart on the laptop',
    '"Mia" adds 2 of the product with sku "SERUM-30" to the cart on the laptop',
    '"Mia" gives their email on the laptop',
    '"Mia" logs in on the laptop',
    '"Mia" places order "R-1" for 59.00 EUR',
    '"Mia" places order "R-1" on the laptop',
    '"Mia" places order "R-1"',
    '"Mia" places an order for 59.00 EUR on the laptop',
    '"Mia" places an order for 59.00 EUR',
    '"Mia" places an order on the laptop',
    '"Mia" places an order',
    '"Mia" places guest order "R-1" with email "mia@example.com"',
    '"Mia" changes email to "mia@example.net" on the laptop',
    '"crm" learns that "Mia" changes email to "mia@example.net"',
    '"Mia" opts in to SMS on the phone',
    '"Mia" opts out of email on the laptop',
    '"crm" learns that "Mia" opts in to SMS',
    '"crm" learns that "Mia" opts out of email',
    'the laptop of "Mia" tells:',
    '"web" sends of "Mia":',
    "everybody together is 1 profile",
    'the segment "VIPs" holds exactly:',
    'the segment "VIPs" holds nobody',
    'the campaign "Cart recovery" sends 2 messages',
    'the campaign "Cart recovery" sends nothing',
    "nobody receives a message without recorded consent",
]
"""Those that leave something out, or write a definition out."""


@dataclass(frozen=True)
class Sentences:
    """Sentences made from a wording with values drawn at random."""

    phrase: Phrase

    def drawn(self, number: int) -> list[str]:
        chance = random.Random(str(self.phrase))
        return [self._one(chance) for _ in range(number)]

    def _one(self, chance: random.Random) -> str:
        filled = re.sub(r"\{\w+:(\w+)\}", lambda found: chance.choice(SAMPLES[found[1]]), self.phrase.pattern.wording)
        ended = re.sub(r"\((\w+)\)", lambda found: chance.choice(["", found[1]]), filled)
        return ended.replace("people|person", chance.choice(["people", "person"]))


def matching(sentence: str) -> list[Phrase]:
    return [phrase for phrase in all_phrases() if phrase.captures(sentence) is not None]


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_sentence_is_one_phrase_and_the_index_finds_it(phrase: Phrase) -> None:
    for sentence in Sentences(phrase).drawn(40):
        assert matching(sentence) == [phrase], sentence
        assert phrase_for(sentence) is phrase, sentence


@pytest.mark.parametrize("sentence", [*WORDINGS, *PLAIN_WORDINGS])
def test_the_published_wordings_are_phrases(sentence: str) -> None:
    assert phrase_for(sentence) is not None


def test_every_phrase_has_a_published_wording() -> None:
    assert {phrase_for(sentence) for sentence in [*WORDINGS, *PLAIN_WORDINGS]} == set(all_phrases())


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_phrase_makes_its_part_from_what_it_captures(phrase: Phrase) -> None:
    sentence = phrase.pattern.example
    captures = phrase.captures(sentence) or ()
    values = {capture.name: capture.type.read(capture.text) for capture in captures}
    block: dict[str, dict[str, object]] = {"doc": {"docstring": "x"}, "table": {"table": Table((), ())}, "none": {}}

    part = phrase.make(**values, **block[phrase.block])

    assert all(getattr(part, name) == value for name, value in values.items())


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_phrase_says_what_it_means_in_a_sentence(phrase: Phrase) -> None:
    assert phrase.help[0].isupper()
    assert phrase.help.endswith(".")


def test_every_type_of_capture_is_used_and_its_example_matches() -> None:
    wordings = " ".join(phrase.pattern.wording for phrase in all_phrases())

    assert set(re.findall(r"\{\w+:(\w+)\}", wordings)) == set(TYPES)
    for kind in TYPES.values():
        assert re.fullmatch(kind.expression, kind.example)


@pytest.mark.parametrize(
    "sentence",
    [
        '"Mia" VIEWS "Calm Serum" On The LAPTOP',
        '  "Mia"   views  "Calm Serum" on the laptop ',
        '"Mia" views "Calm Serum" on the laptop',
    ],
)
def test_letters_outside_quotes_ignore_case_and_blanks_count_once(sentence: str) -> None:
    phrase = phrase_for(sentence)

    assert phrase is not None
    assert [capture.type.read(capture.text) for capture in phrase.captures(sentence) or ()] == [
        "Mia",
        "Calm Serum",
        "laptop",
    ]


def test_values_in_quotes_keep_their_case_and_their_blanks() -> None:
    phrase = phrase_for('"mia  K" also uses a phone')

    assert phrase is not None
    assert (phrase.captures('"mia  K" also uses a phone') or ())[0].text == "mia  K"


@pytest.mark.parametrize(
    ("sentence", "near"),
    [
        (
            '"Mia" vews "Calm Serum" on the laptop',
            '"{shopper}" views "{product}" on the {laptop|phone|tablet|till}',
        ),
        (
            '"Mia" views "Calm Serum" on the desktop',
            '"{shopper}" views "{product}" on the {laptop|phone|tablet|till}',
        ),
        ("20 minute passed", "{duration} pass(es)"),
        ('"Mia" is member of the segment "VIPs"', '"{shopper}" is in the segment "{segment}"'),
        ('the history of "Mia" has 1 "Order Placed"', 'the history of "{shopper}" counts {number} "{event}"'),
        ("the weather is fine in Lisbon, they say", None),
    ],
)
def test_a_slip_finds_the_phrase_that_was_meant(sentence: str, near: str | None) -> None:
    assert nearest_phrase(sentence) == near


@pytest.mark.parametrize(
    "sentence", ["", '"', '""', '"" views "" on the laptop', "x " * 5_000, "9" * 5_000 + " hours pass"]
)
def test_what_is_no_sentence_is_no_phrase(sentence: str) -> None:
    assert phrase_for(sentence) is None


def test_few_phrases_are_tried_for_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[Phrase] = []
    captures = Phrase.captures

    def noted(phrase: Phrase, sentence: str) -> tuple[Capture, ...] | None:
        tried.append(phrase)
        return captures(phrase, sentence)

    monkeypatch.setattr(Phrase, "captures", noted)

    for sentence in WORDINGS:
        phrase_for(sentence)

    assert len(tried) / len(WORDINGS) < 2
