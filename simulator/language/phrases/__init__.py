"""The vocabulary: sentences of features, where they may stand, what they mean and what they make.

A package of one's own makes phrases with `given`, `when` and `then`, of verbs of `simulator.shoppers` and checks of
`simulator.scenario`:

>>> from simulator.shoppers import DoEvent
>>> def finishes(shopper: str, device: str, goal: str) -> DoEvent:
...     return DoEvent(shopper, device, "Quiz Finished", {"goal": goal})
>>> phrase = when(
...     '"{shopper:Shopper}" finishes the quiz for "{goal:Text}" on the {device:Device}',
...     finishes,
...     'The device sends "Quiz Finished" with the goal.',
... )
>>> str(phrase)
'"{shopper}" finishes the quiz for "{goal}" on the {laptop|phone|tablet|till}'
"""

from simulator.language.phrases.parts import Table
from simulator.language.phrases.patterns import Capture
from simulator.language.phrases.phrase import Block, Columns, Keyword, Phrase, given, then, when
from simulator.language.phrases.table import all_phrases, nearest_phrase, phrase_for, phrases_for

__all__ = [
    "Block",
    "Capture",
    "Columns",
    "Keyword",
    "Phrase",
    "Table",
    "all_phrases",
    "given",
    "nearest_phrase",
    "phrase_for",
    "phrases_for",
    "then",
    "when",
]
