"""The vocabulary: sentences of features, where they may stand, what they mean and what they make."""

from simulator.language.phrases.patterns import Capture
from simulator.language.phrases.phrase import Block, Columns, Keyword, Phrase
from simulator.language.phrases.table import all_phrases, nearest_phrase, phrase_for

__all__ = ["Block", "Capture", "Columns", "Keyword", "Phrase", "all_phrases", "nearest_phrase", "phrase_for"]
