"""The silent 200 in words: what was accepted and changed nothing, and why."""

from collections.abc import Iterable

from simulator.wire.control_answers import EffectRow, JournalEntry


def silence_words(entry: JournalEntry) -> str:
    """The request, and for each effect the reason and the rule: `POST /api/v1/... (d2): ... (rule ...)`.

    Of a batch only the silent items are told, each by its place: `POST /api/v2/batch: batch_index 1: ... (rule ...)`.
    """
    delivery = f" ({entry.delivery})" if entry.delivery else ""
    items = [f"batch_index {item.batch_index}: {_reasons(item.effects)}" for item in entry.silent_items]
    return f"{entry.method} {entry.path}{delivery}: {'; '.join(items) or _reasons(entry.effects)}"


def _reasons(effects: Iterable[EffectRow]) -> str:
    reasons = (f"{effect.words} (rule {effect.rule})" if effect.rule else effect.words for effect in effects)
    return "; ".join(reasons) or "it had no effect at all"
