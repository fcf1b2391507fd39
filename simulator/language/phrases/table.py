"""The vocabulary as one table, and how a sentence finds its phrase without walking it.

Phrases stand under the words they open with, so a sentence meets only those that open as it does.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain

from simulator.documents.problem import nearest
from simulator.language.phrases import (
    back_office,
    before,
    deliveries,
    disorder,
    expectations,
    flows,
    orders,
    plans,
    rules,
    shoppers,
    sources,
    unnamed,
    world,
    written_out,
)
from simulator.language.phrases.contributed import contributed
from simulator.language.phrases.patterns import opening_words, skeleton
from simulator.language.phrases.phrase import Phrase

_PHRASES = (
    *world.PHRASES,
    *shoppers.PHRASES,
    *flows.PHRASES,
    *back_office.PHRASES,
    *before.PHRASES,
    *orders.PHRASES,
    *sources.PHRASES,
    *deliveries.PHRASES,
    *rules.PHRASES,
    *expectations.PHRASES,
    *plans.PHRASES,
    *unnamed.PHRASES,
    *written_out.PHRASES,
    *disorder.PHRASES,
)

Opening = tuple[str, ...]


@cache
def all_phrases() -> tuple[Phrase, ...]:
    """Every phrase: ours by subject, then those of other packages.

    Raises:
        DefinitionError: another package brings what is not sound.
    """
    return (*_PHRASES, *contributed(_PHRASES))


def phrase_for(sentence: str) -> Phrase | None:
    """The phrase that the sentence is, if any."""
    return next(phrases_for(sentence), None)


def phrases_for(sentence: str) -> Iterator[Phrase]:
    """All phrases that the sentence is; no two of ours are it."""
    return (phrase for phrase in _candidates(sentence) if phrase.captures(sentence) is not None)


def nearest_phrase(sentence: str) -> str | None:
    """The wording most like the sentence, as advice shows it, or nothing if none is near."""
    examples = {skeleton(phrase.pattern.example): str(phrase) for phrase in all_phrases()}
    found = nearest(skeleton(sentence), examples)
    return examples[found] if found else None


def _candidates(sentence: str) -> Iterable[Phrase]:
    index = _index()
    words = tuple(opening_words(sentence)[: _longest_opening()])
    return chain.from_iterable(index.get(words[:count], ()) for count in range(len(words), -1, -1))


@cache
def _index() -> Mapping[Opening, tuple[Phrase, ...]]:
    found: defaultdict[Opening, list[Phrase]] = defaultdict(list)
    for phrase in all_phrases():
        found[phrase.pattern.opening].append(phrase)
    return {opening: tuple(phrases) for opening, phrases in found.items()}


@cache
def _longest_opening() -> int:
    return max(map(len, _index()))
