"""Amounts of money as both languages write them: a number, a blank and the currency's code, `59.00 EUR`."""

import re

from simulator.shoppers import Money

MONEY = r"\d{1,12}(?:\.\d{1,3})? [A-Z]{3}"
"""What an amount looks like, as a regular expression."""

_MONEY = re.compile(MONEY, re.ASCII)


def money_named(text: str) -> Money:
    """The amount that the text writes.

    Raises:
        ValueError: the text is no amount.
    """
    if not _MONEY.fullmatch(text):
        raise ValueError(f"'{text}' is no amount; write a number and a currency, such as '59.00 EUR'")
    amount, currency = text.split(" ")
    return Money(amount, currency)


def money_text(money: Money) -> str:
    """The amount as both languages write it."""
    return f"{money.amount} {money.currency}"
