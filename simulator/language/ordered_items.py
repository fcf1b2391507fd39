"""The rows of an order as both languages write them: `sku`, `quantity`, `price` and perhaps `discount`.

A discount is an amount off its row, and may have the code that it came by behind it: `5.00` or `5.00 TEN`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from simulator.documents import Place, Problems
from simulator.shoppers import OrderedItem

REQUIRED = ("sku", "quantity", "price")
OPTIONAL = ("discount",)

_AMOUNT = r"\d{1,12}(?:\.\d{1,3})?"
_PRICE = re.compile(_AMOUNT, re.ASCII)
_DISCOUNT = re.compile(rf"({_AMOUNT})(?: (\S+))?", re.ASCII)
_QUANTITY = re.compile(r"[1-9]\d{0,8}", re.ASCII)


def ordered_items(rows: Iterable[tuple[Place, Mapping[str, str]]], problems: Problems) -> Iterator[OrderedItem]:
    """Each row that is sound; what is wrong with the others is noted at their places."""
    for place, row in rows:
        noted = Problems()
        discount = _DISCOUNT.fullmatch(row.get("discount", ""))
        if not row["sku"]:
            noted.add(place, "a row of an order needs a sku")
        if not _QUANTITY.fullmatch(row["quantity"]):
            noted.add(place, f"quantity: '{row['quantity']}' is no whole number from 1")
        if not _PRICE.fullmatch(row["price"]):
            noted.add(place, f"price: '{row['price']}' is no amount; write a number such as 12.50")
        if row.get("discount") and discount is None:
            noted.add(place, f"discount: '{row['discount']}' is no amount; write one such as '5.00' or '5.00 TEN'")
        problems.extend(noted)
        if not noted:
            amount, code = (None, None) if discount is None else discount.groups()
            yield OrderedItem(row["sku"], int(row["quantity"]), row["price"], amount, code)
