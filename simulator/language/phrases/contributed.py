"""Phrases that other packages bring: an agency's own sentences, by the entry point `simulator.phrases`.

Each entry point names a sequence of phrases. They are held against ours and against each other before any of them is
used, so that a sentence has one meaning wherever it is said; what is wrong is told at the line of the wording.
"""

import inspect
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path

from simulator.documents import Place, Problem
from simulator.errors import DefinitionError
from simulator.language.phrases.patterns import Pattern
from simulator.language.phrases.phrase import Phrase

GROUP = "simulator.phrases"
Words = tuple[str, ...]
_BLOCKS = {"none": (), "table": ("table",), "doc": ("docstring",)}


def contributed(ours: Sequence[Phrase]) -> tuple[Phrase, ...]:
    """The phrases of all packages that bring some, each with the package as its origin.

    Raises:
        DefinitionError: one of them is not sound, or takes sentences of `ours` or of another.
    """
    found: list[Phrase] = []
    problems: list[Problem] = []
    neighbours = _Neighbours(ours)
    for point in sorted(entry_points(group=GROUP), key=lambda one: (_origin(one), one.name)):
        for phrase in _brought(point, problems):
            faults = tuple(_faults(phrase)) or tuple(_shared(phrase, neighbours.of(phrase)))
            problems += (Problem(_place(point, phrase.pattern.wording), fault) for fault in faults)
            if not tuple(phrase.pattern.slips()):
                neighbours.add(phrase)
            found.append(phrase)
    if problems:
        raise DefinitionError(problems)
    return tuple(found)


def _brought(point: EntryPoint, problems: list[Problem]) -> list[Phrase]:
    """What the entry point names; what is no phrase is noted and left out."""
    try:
        named = point.load()
        brought = list(named)
    except Exception as error:  # noqa: BLE001 - code of another package can fail in any way
        problems.append(Problem(_place(point), f"{_named(point)} cannot be read: {error!r}"))
        return []
    phrases = [replace(one, origin=_origin(point)) for one in brought if isinstance(one, Phrase)]
    if len(phrases) < len(brought):
        wanted = "each of them made by given, when or then of simulator.language.phrases"
        problems.append(Problem(_place(point), f"{_named(point)} must be a sequence of phrases, {wanted}"))
    return phrases


def _faults(phrase: Phrase) -> Iterator[str]:
    """What is wrong with a phrase by itself."""
    wording = phrase.pattern.wording
    slips = tuple(phrase.pattern.slips())
    if not phrase.help[:1].isupper() or not phrase.help.endswith("."):
        yield f"phrase '{wording}': its meaning is a sentence, with a capital and a stop; found '{phrase.help}'"
    yield from (f"phrase '{wording}': {slip}" for slip in slips or _unmade(phrase))


def _shared(phrase: Phrase, others: Iterable[Phrase]) -> Iterator[str]:
    """The other phrases whose sentences it takes, or that take its own."""
    for other in others:
        if _share_a_sentence(phrase.pattern, other.pattern):
            of = f"of {other.origin}" if other.origin else "of the simulator's vocabulary"
            yield f"phrase '{phrase.pattern.wording}' takes sentences of '{other}' {of}; reword yours"


class _Neighbours:
    """The phrases that there are, by the words they open with: only those whose openings agree can share a sentence."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._by_opening: defaultdict[Words, list[Phrase]] = defaultdict(list)
        self._by_beginning: defaultdict[Words, list[Phrase]] = defaultdict(list)
        for phrase in phrases:
            self.add(phrase)

    def add(self, phrase: Phrase) -> None:
        opening = phrase.pattern.opening
        self._by_opening[opening].append(phrase)
        for length in range(len(opening)):
            self._by_beginning[opening[:length]].append(phrase)

    def of(self, phrase: Phrase) -> list[Phrase]:
        """Those that open as the phrase does, as far as the shorter of both goes."""
        opening = phrase.pattern.opening
        shorter = (one for length in range(len(opening) + 1) for one in self._by_opening.get(opening[:length], ()))
        return [*shorter, *self._by_beginning.get(opening, ())]


def _unmade(phrase: Phrase) -> Iterator[str]:
    """Whether what makes the part takes what the sentence gives."""
    given = (*phrase.pattern.names, *_BLOCKS[phrase.block])
    try:
        inspect.signature(phrase.make).bind(**dict.fromkeys(given))
    except TypeError as error:
        yield f"what makes its part cannot be called with {', '.join(given) or 'nothing'}: {error}"


def _share_a_sentence(one: Pattern, other: Pattern) -> bool:
    return any(one.captures(sentence) is not None for sentence in other.examples) or any(
        other.captures(sentence) is not None for sentence in one.examples
    )


def _origin(point: EntryPoint) -> str:
    return "another package" if point.dist is None else f"{point.dist.name} {point.dist.version}"


def _named(point: EntryPoint) -> str:
    return f"entry point '{point.name} = {point.value}' of {_origin(point)}"


def _place(point: EntryPoint, wording: str = "") -> Place:
    """Where the wording stands in the module; its first line where it is put together."""
    try:
        spec = find_spec(point.module)
    except (ImportError, ValueError):
        spec = None
    if spec is None or spec.origin is None:
        return Place(point.module, 1, 1)
    lines = Path(spec.origin).read_text(encoding="utf-8", errors="replace").splitlines() if wording else []
    return Place(spec.origin, next((number for number, line in enumerate(lines, 1) if wording in line), 1), 1)
