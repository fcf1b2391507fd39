"""From a part to the sentence that says it: the vocabulary's table read the other way.

A phrase can say a part that it makes: its captures are fields of the part, what its `make` fixes is fixed there too,
and reading the sentence again gives the same part. So a phrase that joins the table is written without more ado.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial

from simulator.language.phrases.parts import Part, Table
from simulator.language.phrases.phrase import Keyword, Phrase
from simulator.language.phrases.table import all_phrases, phrase_for
from simulator.scenario import is_same


@dataclass(frozen=True, slots=True)
class Sentence:
    """What stands in a feature: a step, and what follows it."""

    keyword: Keyword
    text: str
    table: Table | None = None
    docstring: str | None = None


def sentence_for(part: Part) -> Sentence | None:
    """The sentence that says the part, or nothing where the vocabulary has none; the one that says most in words."""
    found = (_said(phrase, part) for phrase in _makers().get(type(part), ()))
    return next((sentence for sentence in found if sentence is not None), None)


def _said(phrase: Phrase, part: Part) -> Sentence | None:
    texts = {name: _text(getattr(part, name), kind.write) for name, kind in phrase.pattern.values}
    said = {name: text for name, text in texts.items() if text is not None}
    if len(said) < len(texts):
        return None
    sentence = phrase.pattern.sentence(said)
    if "\n" in sentence or phrase_for(sentence) is not phrase or not _means(phrase, sentence, part):
        return None
    table, docstring = _block(phrase, part)
    return Sentence(phrase.keyword, sentence, table, docstring)


def _text(value: object, write: object) -> str | None:
    return None if value is None or not callable(write) else str(write(value))


def _means(phrase: Phrase, sentence: str, part: Part) -> bool:
    """Whether reading the sentence gives the part."""
    try:
        values = {capture.name: capture.type.read(capture.text) for capture in phrase.captures(sentence) or ()}
    except ValueError:
        return False
    table, docstring = _block(phrase, part)
    block = {"table": table, "docstring": docstring}
    again = phrase.make(**values, **{name: value for name, value in block.items() if value is not None})
    return is_same(again, part)


def _block(phrase: Phrase, part: Part) -> tuple[Table | None, str | None]:
    """The table or the doc string that follows the sentence."""
    table = getattr(part, "table", None) if phrase.block == "table" else None
    docstring = getattr(part, "docstring", None) if phrase.block == "doc" else None
    return table, docstring


@cache
def _makers() -> Mapping[type, tuple[Phrase, ...]]:
    """The phrases by the part that they make; those that fix more of it first."""
    found: defaultdict[type, list[Phrase]] = defaultdict(list)
    for phrase in sorted(all_phrases(), key=lambda one: -len(_fixed(one))):
        made = phrase.make.func if isinstance(phrase.make, partial) else phrase.make
        if isinstance(made, type):
            found[made].append(phrase)
    return {made: tuple(phrases) for made, phrases in found.items()}


def _fixed(phrase: Phrase) -> Mapping[str, object]:
    return phrase.make.keywords if isinstance(phrase.make, partial) else {}
