"""Finding a phrase by what somebody would say: all words first, else the wordings most like them."""

from difflib import SequenceMatcher

from simulator.language.phrases.patterns import opening_words
from simulator.language.phrases.phrase import Phrase
from simulator.language.phrases.table import all_phrases

_NEAR = 0.4
_MOST = 5


def phrases_like(words: str) -> tuple[Phrase, ...]:
    """The phrases whose wording, meaning or columns have all the words; without any, at most five that look like them.

    >>> [str(phrase) for phrase in phrases_like("awaits payment")]
    ['order "{order}" awaits payment']
    """
    wanted = words.lower().split()
    found = [phrase for phrase in all_phrases() if all(word in _said_of(phrase) for word in wanted)]
    return tuple(found or _alike(" ".join(wanted)))


def _said_of(phrase: Phrase) -> str:
    return " ".join((phrase.keyword, str(phrase), phrase.help, str(phrase.columns or ""))).lower()


def _alike(words: str) -> list[Phrase]:
    near = [(_likeness(words, phrase), phrase) for phrase in all_phrases()]
    near.sort(key=lambda one: -one[0])
    return [phrase for likeness, phrase in near[:_MOST] if likeness >= _NEAR]


def _likeness(words: str, phrase: Phrase) -> float:
    """How much of the words the wording has, in its order, from 0 to 1."""
    wording = " ".join(opening_words(phrase.pattern.example))
    plain = " ".join(opening_words(words))
    matcher = SequenceMatcher(None, plain, wording, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks()) / max(len(plain), 1)
