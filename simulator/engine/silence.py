"""Whether a request was accepted and then ignored: the real product answers 200 and says no more."""

from simulator.engine.finding import Finding, counted
from simulator.engine.sight import Sight
from simulator.targets import silence_words


def nothing_silent(sight: Sight) -> Finding:
    """Look at every call that the workspace took, of the story and of whoever else called it."""
    silent = sight.silent_requests()
    deliveries = [
        delivery
        for entry in silent
        for number in entry.operations
        if (delivery := sight.record.delivery_of(number)) is not None
    ]
    return Finding(
        holds=not silent,
        expected="no accepted request was silently ignored",
        found=f"{counted(len(silent), 'accepted request')} changed nothing" if silent else "each changed something",
        shoppers=tuple(dict.fromkeys(delivery.shopper for delivery in deliveries)),
        operations=frozenset(number for entry in silent for number in entry.operations),
        causes=tuple(map(silence_words, silent)),
    )
