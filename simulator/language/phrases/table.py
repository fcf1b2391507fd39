"""The vocabulary as one table, and how a sentence finds its phrase without walking it.

Phrases stand under the words they open with, so a sentence meets only those that open as it does.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import chain

from simulator.documents.problem import nearest
from simulator.language.phrases import (
    back_office,
    deliveries,
    disorder,
    expectations,
    orders,
    plans,
    rules,
    shoppers,
    sources,
    world,
)
from simulator.language.phrases.patterns import opening_words, skeleton
from simulator.language.phrases.phrase import Phrase

_PHRASES = (
    *world.PHRASES,
    *shoppers.PHRASES,
    *back_office.PHRASES,
    *orders.PHRASES,
    *sources.PHRASES,
    *deliveries.PHRASES,
    *rules.PHRASES,
    *expectations.PHRASES,
    *plans.PHRASES,
    *disorder.PHRASES,
)

Opening = tuple[str, ...]


def all_phrases() -> tuple[Phrase, ...]:
    """Every phrase, by subject."""
    return _PHRASES


def phrase_for(sentence: str) -> Phrase | None:
    """The phrase that the sentence is, if any; no two are it."""
    return next((phrase for phrase in _candidates(sentence) if phrase.captures(sentence) is not None), None)


def nearest_phrase(sentence: str) -> str | None:
    """The wording most like the sentence, as advice shows it, or nothing if none is near."""
    examples = {skeleton(phrase.pattern.example): str(phrase) for phrase in _PHRASES}
    found = nearest(skeleton(sentence), examples)
    return examples[found] if found else None


def _candidates(sentence: str) -> Iterable[Phrase]:
    index = _index()
    words = tuple(opening_words(sentence)[: _longest_opening()])
    return chain.from_iterable(index.get(words[:count], ()) for count in range(len(words), -1, -1))


@cache
def _index() -> Mapping[Opening, tuple[Phrase, ...]]:
    found: defaultdict[Opening, list[Phrase]] = defaultdict(list)
    for phrase in _PHRASES:
        found[phrase.pattern.opening].append(phrase)
    return {opening: tuple(phrases) for opening, phrases in found.items()}


@cache
def _longest_opening() -> int:
    return max(map(len, _index()))
