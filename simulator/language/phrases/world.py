"""Phrases about the shop, the clock and the seed."""

from simulator.language.phrases.parts import (
    EverythingArrives,
    Passes,
    PhoneIdentifies,
    Reaches,
    StartsAt,
    TradesIn,
    UsesSeed,
)
from simulator.language.phrases.phrase import given, when

PHRASES = (
    given(
        'the shop "{shop:Text}" trades in {currency:Currency} on "{zone:Text}" time',
        TradesIn,
        "Names the shop, its currency and the time zone in which the steps write times.",
    ),
    given(
        "it is {time:Time}",
        StartsAt,
        "The scenario starts at this instant, in shop time.",
    ),
    given(
        "the run uses seed {seed:Count}",
        UsesSeed,
        "Everything made up, such as ids and prices, follows from this number.",
    ),
    given(
        "the workspace identifies people by phone too",
        PhoneIdentifies,
        "Its identifiers are id, email and phone.",
    ),
    when(
        "{seconds:Duration} pass(es)",
        Passes,
        "The clock moves on; what was due before the new instant has happened.",
    ),
    when(
        "the clock reaches {time:Time}",
        Reaches,
        "The clock moves to this instant, in shop time; what was due before it has happened.",
    ),
    when(
        "every outstanding delivery has arrived",
        EverythingArrives,
        "The clock moves to the last outstanding arrival, and timers fire on the way.",
    ),
)
