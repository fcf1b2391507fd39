"""Amounts of money: decimals inside, JSON numbers outside, rounded to what the currency can pay."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from simulator.values import Json

_MINOR_DIGITS = {
    **dict.fromkeys(("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG"), 0),
    **dict.fromkeys(("RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
    **dict.fromkeys(("CLF", "UYW"), 4),
}
"""Digits behind the point by ISO 4217; every other currency has two."""


def payable(amount: Decimal, currency: str) -> Decimal:
    """`amount` rounded half up to the minor unit of `currency`."""
    return amount.quantize(Decimal(1).scaleb(-_minor_digits(currency)), rounding=ROUND_HALF_UP)


def json_number(amount: Decimal, currency: str) -> int | float:
    """`amount` as it is sent: `59.0` for 59.00 EUR, `1200` for 1200 JPY."""
    rounded = payable(amount, currency)
    return float(rounded) if _minor_digits(currency) else int(rounded)


def minor_units(amount: Decimal, currency: str) -> int:
    """`amount` as so many of the smallest unit: `5900` for 59.00 EUR."""
    return int(payable(amount, currency).scaleb(_minor_digits(currency)))


def amount_told(value: Json, currency: str) -> Decimal:
    """The amount that a number or a text such as `59.00` tells; anything else tells none."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return Decimal(0)
    try:
        return payable(Decimal(str(value)), currency)
    except InvalidOperation:
        return Decimal(0)


def _minor_digits(currency: str) -> int:
    return _MINOR_DIGITS.get(currency.upper(), 2)
