"""Phrases about what may befall all deliveries of a story, and should change nothing."""

from functools import partial

from simulator.language.phrases.phrase import then
from simulator.scenario import SameResult

PHRASES = (
    then(
        "the result is the same for every delivery order",
        partial(SameResult, "any order"),
        "However the deliveries sent so far are put on their own instants of arrival, none before it is sent, "
        "identifiers, attributes, events, memberships and messages come out the same.",
    ),
    then(
        "the result is the same when every delivery arrives twice",
        partial(SameResult, "every delivery twice"),
        "With a copy right behind each delivery sent so far, they come out the same too.",
    ),
)
