"""How long what a source sends is on its way, as a named shape: shops are late in ways that no single number tells.

The shapes follow what is published or reported of such shops; which one holds for yours, its own webhooks tell.
"""

from collections.abc import Callable
from math import exp, log
from statistics import NormalDist
from typing import Literal

from simulator.seeds import Stream, stream

Lateness = Literal["shopify", "shopify blip", "shopify incident", "shopify worst", "woo cron"]

_MINUTE, _HOUR = 60, 3_600
_FINE = 1 << 30


def seconds_late(lateness: Lateness, delivery_id: str, *, seed: int) -> int:
    """From sending to arrival of that delivery, in whole seconds; the same each time."""
    return _SHAPES[lateness](stream(seed, "lateness", delivery_id))


def _usual(draws: Stream) -> float:
    """About a second; one in 130 more than a minute."""
    is_slow = draws.below(10_000) < 75
    middle, spread = (70.0, 0.80) if is_slow else (1.0, 0.70)
    return exp(log(middle) + spread * NormalDist().inv_cdf((draws.below(_FINE) + 0.5) / _FINE))


def _between(least: int, most: int) -> Callable[[Stream], int]:
    return lambda draws: least + draws.below(most - least + 1)


_SHAPES: dict[Lateness, Callable[[Stream], int]] = {
    "shopify": lambda draws: round(_usual(draws)),
    "shopify blip": lambda draws: round(5 * _usual(draws)),
    "shopify incident": _between(15 * _MINUTE, 45 * _MINUTE),
    "shopify worst": _between(0, 24 * _HOUR),
    "woo cron": _between(0, 2 * _HOUR),
}
