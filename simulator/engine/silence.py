"""Whether a request was accepted and then ignored: the real product answers 200 and says no more.

A batch is many requests in one: each of its items is looked at for itself.
"""

from collections.abc import Iterable

from simulator.engine.finding import Finding, counted
from simulator.engine.sight import Sight
from simulator.targets import JournalEntry, silence_words


def nothing_silent(sight: Sight) -> Finding:
    """Look at every call that the workspace took, of the story and of whoever else called it."""
    silent = sight.silent_requests()
    operations = frozenset(number for entry in silent for number in _ignored(entry))
    deliveries = [
        delivery for number in sorted(operations) if (delivery := sight.record.delivery_of(number)) is not None
    ]
    return Finding(
        holds=not silent,
        expected="no accepted request was silently ignored",
        found=f"{_count(silent)} changed nothing" if silent else "each changed something",
        shoppers=tuple(dict.fromkeys(delivery.shopper for delivery in deliveries)),
        operations=operations,
        causes=tuple(map(silence_words, silent)),
    )


def _ignored(entry: JournalEntry) -> tuple[int, ...]:
    """The operations that were in vain: of a batch those of its silent items."""
    if not entry.silent_items:
        return entry.operations
    return tuple(number for item in entry.silent_items for number in item.operations)


def _count(silent: Iterable[JournalEntry]) -> str:
    """How many requests, and how many items of batches."""
    in_batches = [len(entry.silent_items) for entry in silent]
    requests, items = in_batches.count(0), sum(in_batches)
    counts = [counted(requests, "accepted request")] if requests else []
    if items:
        counts.append(counted(items, "accepted item of a batch", "accepted items of a batch"))
    return " and ".join(counts)
