"""The silent 200 in words: an accepted request that changed nothing, and why."""

from collections.abc import Iterator

from simulator.wire.control_answers import EffectRow, JournalEntry


def silence_words(entry: JournalEntry) -> str:
    """The request, and for each of its effects the reason and the rule: `POST /api/v1/... (d2): ... (rule ...)`."""
    delivery = f" ({entry.delivery})" if entry.delivery else ""
    reasons = "; ".join(_reasons(entry.effects)) or "it had no effect at all"
    return f"{entry.method} {entry.path}{delivery}: {reasons}"


def _reasons(effects: tuple[EffectRow, ...]) -> Iterator[str]:
    for effect in effects:
        yield f"{effect.words} (rule {effect.rule})" if effect.rule else effect.words
