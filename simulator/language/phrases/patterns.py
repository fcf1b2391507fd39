"""Wordings of phrases as patterns: what a sentence must say, and what is read out of it.

A wording is literal text with `{name:Type}` where a value stands. `profile(s)` has an optional ending, `people|person`
is either word. Literal letters ignore case and blanks count once; values in quotes keep theirs.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Literal, get_args

from simulator.deliveries import Lateness
from simulator.documents.problem import unknown
from simulator.instants import duration_words
from simulator.language.money import MONEY, money_named, money_text
from simulator.language.sources import source_named
from simulator.language.times import duration_named, interval_named
from simulator.plan import RULES
from simulator.scenario import ShopList
from simulator.shoppers import Channel, OrderChange, ProductKey, TimeUnit

Mentioned = Literal["shopper", "segment", "campaign"]
"""What a sentence can name that must exist."""


@dataclass(frozen=True, slots=True)
class CaptureType:
    """What may stand at a `{name:Type}`.

    `read` gives the value, or raises a ValueError that says what is wrong with it; `write` gives the text of a value
    that `read` reads. `shown` is what advice shows in its place; without it the capture's name. `example` is one that
    the expression matches.
    """

    expression: str
    example: str
    read: Callable[[str], object] = str
    shown: str | None = None
    mentions: Mentioned | None = None
    write: Callable[..., str] = str


def _arrivals(text: str) -> int:
    if int(text) < 1:
        raise ValueError(f"'{text} times' is no arrival; of a delivery that never arrives say 'is lost'")
    return int(text)


def _several(text: str) -> int:
    if int(text) < 1:
        raise ValueError(f"'{text}' is none at all; write at least 1")
    return int(text)


def _type(text: str) -> str:
    return text.lower().removeprefix("a ")


def _type_written(kind: str) -> str:
    return kind if kind == "null" else f"a {kind}"


def _unit(text: str) -> str:
    units: tuple[TimeUnit, ...] = get_args(TimeUnit)
    return next(unit for unit in units if unit.lower() == text.lower())


def _product_key(text: str) -> str:
    if text not in get_args(ProductKey):
        raise ValueError(unknown("key of products", text, get_args(ProductKey)))
    return text


def _lateness(text: str) -> str:
    if text not in get_args(Lateness):
        raise ValueError(unknown("lateness", text, get_args(Lateness)))
    return text


def _list(text: str) -> str:
    if text not in _LISTS:
        raise ValueError(unknown("list", text, _LISTS))
    return text


def _channel_written(channel: Channel) -> str:
    return _CHANNEL_NAMES.get(channel, channel)


_CHANNEL_NAMES: dict[Channel, str] = {"sms": "SMS", "whatsapp": "WhatsApp"}


def _plan_rule(text: str) -> str:
    if text not in RULES:
        raise ValueError(unknown("rule", text, RULES))
    return text


_QUOTED = r'[^"]+'
_DEVICES = "laptop|phone|tablet|till"
_CHANNELS = "email|SMS|push|WhatsApp"
_LISTS = get_args(ShopList)
_CHANGES = "|".join(get_args(OrderChange))
_TYPES = "a string|a number|a boolean|null|a list"
_UNITS = "|".join(get_args(TimeUnit))

TYPES: dict[str, CaptureType] = {
    "Text": CaptureType(_QUOTED, "Calm Serum"),
    "Shopper": CaptureType(_QUOTED, "Mia", mentions="shopper"),
    "Segment": CaptureType(_QUOTED, "VIPs", mentions="segment"),
    "Campaign": CaptureType(_QUOTED, "Cart recovery", mentions="campaign"),
    "Device": CaptureType(f"(?i:{_DEVICES})", "laptop", str.lower, shown=_DEVICES),
    "Key": CaptureType("(?i:email|phone|customer id)", "email", str.lower, shown="email|phone|customer id"),
    "Channel": CaptureType(f"(?i:{_CHANNELS})", "email", str.lower, shown=_CHANNELS, write=_channel_written),
    "Source": CaptureType(_QUOTED, "shop webhook", source_named),
    "List": CaptureType(_QUOTED, "buyers", _list),
    "PlanRule": CaptureType(_QUOTED, "wrong type", _plan_rule),
    "Duration": CaptureType(
        r"\d{1,9} (?i:seconds?|minutes?|hours?|days?|weeks?|months?)",
        "20 minutes",
        duration_named,
        shown="duration",
        write=duration_words,
    ),
    "Interval": CaptureType(
        r"\d{1,9} (?i:seconds?|minutes?|hours?|days?|weeks?|months?)",
        "4 weeks",
        interval_named,
        shown="duration",
        write=duration_words,
    ),
    "Change": CaptureType(f"(?i:{_CHANGES})", "refunded", str.lower, shown=_CHANGES),
    "Type": CaptureType(f"(?i:{_TYPES})", "a string", _type, shown=_TYPES, write=_type_written),
    "Unit": CaptureType(f"(?i:{_UNITS})", "milliseconds", _unit, shown=_UNITS),
    "Lateness": CaptureType(_QUOTED, "shopify", _lateness),
    "ProductKey": CaptureType(_QUOTED, "handle", _product_key),
    "Time": CaptureType(r"\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2}(?::\d{2})?)?", "2026-03-02 09:00", shown="date and time"),
    "Money": CaptureType(MONEY, "59.00 EUR", money_named, shown="money", write=money_text),
    "Currency": CaptureType("[A-Z]{3}", "EUR"),
    "Count": CaptureType(r"\d{1,9}", "1", int, shown="number"),
    "Arrivals": CaptureType(r"\d{1,9}", "2", _arrivals, shown="number"),
    "Several": CaptureType(r"\d{1,9}", "2", _several, shown="number"),
}
"""Every type of capture by its name in a wording."""

_CAPTURE = re.compile(r"\{(\w+):(\w+)\}")
_ENDING = re.compile(r"(\w+)\((\w+)\)")
_EITHER = re.compile(r"(\w+)\|(\w+)")
_NUMBERS = re.compile(r"\d[\d.:-]*(?: (?:second|minute|hour|day|week|month)s?\b)?")
_IN_QUOTES = re.compile(r'"[^"]*"')
_FOLLOWING = ("table", "docstring")
"""Under which names a part is given what follows its sentence."""


@dataclass(frozen=True)
class Capture:
    """What a sentence puts in one place of its wording, as text."""

    name: str
    type: CaptureType
    text: str


@dataclass(frozen=True)
class Pattern:
    """A wording, compiled when a sentence is first held against it."""

    wording: str

    def captures(self, sentence: str) -> tuple[Capture, ...] | None:
        """What the sentence puts at each capture, in order; nothing if it is another sentence."""
        match = self._expression.fullmatch(sentence.strip())
        if match is None:
            return None
        return tuple(Capture(name, TYPES[kind], match[name]) for name, kind in _CAPTURE.findall(self.wording))

    @cached_property
    def values(self) -> tuple[tuple[str, CaptureType], ...]:
        """The name and the type of each capture, in order."""
        return tuple((name, TYPES[kind]) for name, kind in _CAPTURE.findall(self.wording))

    def sentence(self, texts: Mapping[str, str]) -> str:
        """The sentence with these texts at its captures, its endings in the number of the value before them."""
        written: list[str] = []
        is_one = False
        for piece in re.split(r"(\{\w+:\w+\})", self.wording):
            capture = _CAPTURE.fullmatch(piece)
            if capture:
                is_one = texts[capture[1]].partition(" ")[0] == "1"
            written.append(texts[capture[1]] if capture else _in_number(piece, is_one=is_one))
        return "".join(written)

    @cached_property
    def _expression(self) -> re.Pattern[str]:
        pieces = re.split(r"(\{\w+:\w+\})", self.wording)
        return re.compile("".join(map(_expression_of, pieces)), re.ASCII)

    @cached_property
    def opening(self) -> tuple[str, ...]:
        """The words before the first value without quotes; every sentence of this wording opens with them."""
        words: list[str] = []
        for word in opening_words(self.wording):
            if set(word) & set("{(|"):
                break
            words.append(word)
        return tuple(words)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its captures, in order."""
        return tuple(capture[1] for capture in _CAPTURE.finditer(self.wording))

    @property
    def example(self) -> str:
        """A sentence that matches."""
        return self.examples[0]

    @cached_property
    def examples(self) -> tuple[str, ...]:
        """Sentences that match: one with each word that may stand for another."""
        wording = _ENDING.sub(r"\1", _CAPTURE.sub(_sample, self.wording))
        pieces = re.split(r"(\w+(?:\|\w+)+)", wording)
        return tuple(map("".join, product(*(piece.split("|") for piece in pieces))))

    def slips(self) -> Iterator[str]:
        """What is wrong with the wording itself; what is in braces must be a capture with a name of its own."""
        for written in re.findall(r"\{[^}]*\}?", self.wording):
            capture = _CAPTURE.fullmatch(written)
            if capture is None:
                yield f"'{written}' is no capture; write one with its type, such as {{shopper:Shopper}}"
            elif capture[2] not in TYPES:
                yield unknown("type", capture[2], TYPES, where=f" in '{written}'")
        for name in dict.fromkeys(self.names):
            if self.names.count(name) > 1 or name in _FOLLOWING:
                yield f"the name '{name}' is taken; give the capture another"

    def __str__(self) -> str:
        """The wording as advice shows it: `"{shopper}" starts checkout on the {laptop|phone|tablet|till}`."""
        return _CAPTURE.sub(lambda capture: f"{{{TYPES[capture[2]].shown or capture[1]}}}", self.wording)


def opening_words(text: str) -> list[str]:
    """The words of a sentence or a wording in lower case, each text in quotes as `""`."""
    return _IN_QUOTES.sub('""', text).lower().split()


def _in_number(piece: str, *, is_one: bool) -> str:
    """The words behind a value as they stand behind one or several: `profile(s)`, `pass(es)`, `people|person`."""
    ended = _ENDING.sub(lambda word: word[1] + (word[2] if is_one is (word[2] == "es") else ""), piece)
    return _EITHER.sub(lambda words: words[2 if is_one else 1], ended)


def skeleton(sentence: str) -> str:
    """The words of a sentence without what it says at its places, so that sentences can be compared by wording."""
    return _NUMBERS.sub("0", " ".join(opening_words(sentence)))


def _sample(capture: re.Match[str]) -> str:
    return TYPES[capture[2]].example


def _expression_of(piece: str) -> str:
    capture = _CAPTURE.fullmatch(piece)
    if capture:
        return f"(?P<{capture[1]}>{TYPES[capture[2]].expression})"
    return r"\s+".join(map(_expression_of_word, piece.split(" ")))


def _expression_of_word(word: str) -> str:
    ending = _ENDING.fullmatch(word)
    if ending:
        return f"(?i:{ending[1]}(?:{ending[2]})?)"
    if not word:
        return ""
    return f"(?i:{'|'.join(map(re.escape, word.split('|')))})"
