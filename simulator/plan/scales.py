"""Whether a number is in the unit that the plan says: times by the years they fall in, amounts by what was true.

Where the truth is known it decides. Of traffic from elsewhere it is not, and the plan's plausible range does.
"""

from collections.abc import Iterable
from decimal import Decimal

from simulator.instants import EARLIEST, LATEST, instant_text
from simulator.plan.tracking_plan import ANY_CURRENCY, PlannedField, Span

_YEAR_2000, _YEAR_2100 = 946_684_800, 4_102_444_800
_PER_SECOND = {"seconds": 1, "milliseconds": 1_000, "microseconds": 1_000_000, "nanoseconds": 1_000_000_000}
_SLIPS = tuple(Decimal(10) ** digits for digits in (2, 3, 4, -2, -3, -4))
"""By how much an amount is off when a currency's minor units are taken for units, or the other way round."""


def time_off(value: float, field: PlannedField, occurred: int | None = None) -> str | None:
    """What is wrong with the unit of a time; nothing if it lies in the plausible years, or is what `occurred` says."""
    per_second = _PER_SECOND[field.unit]
    if value == (None if occurred is None else occurred * per_second):
        return None
    first, last = field.plausible.get(ANY_CURRENCY, (_YEAR_2000, _YEAR_2100))
    if first <= value / per_second < last:
        return None
    for unit, number in _PER_SECOND.items():
        if first <= value / number < last:
            return f"which is a time in {unit}; the plan says {field.unit}"
    return f"in {field.unit}{_date(value / per_second)}, which is no plausible time"


def _date(seconds: float) -> str:
    return f" {instant_text(int(seconds))}" if EARLIEST <= seconds <= LATEST else ""


def money_off(
    value: float, field: PlannedField, *, truth: Iterable[Decimal] = (), minor_units: int = 100, currency: str = ""
) -> str | None:
    """What is wrong with the size of an amount.

    Args:
        truth: the amounts, in units of the currency, one of which it must be; none where nobody knows.
        minor_units: how many a unit of the currency has.
    """
    told = Decimal(str(value))
    factor = minor_units if field.unit == "minor units" else 1
    true = [amount for amount in truth if amount]
    if told == 0 or any(told == amount * factor for amount in true):
        return None
    for amount in true:
        slip = next((slip for slip in _SLIPS if told == amount * factor * slip), None)
        if slip is not None:
            return f"{_times(slip)} the {amount * factor:f} that it was"
    span = field.plausible.get(currency) or field.plausible.get(ANY_CURRENCY)
    return None if span is None or _is_in(abs(value), span) else f"and {_span_words(span, currency)} is plausible"


def _times(slip: Decimal) -> str:
    return f"{slip:f} times" if slip > 1 else f"1/{1 / slip:f} of"


def _is_in(value: float, span: Span) -> bool:
    return span[0] <= value <= span[1]


def _span_words(span: Span, currency: str) -> str:
    return f"{span[0]:g} to {span[1]:g} {currency}".rstrip()
