"""What the shop sells. A product that nobody defined is made up from the seed and the words of its name or sku.

So the same words are the same product always: `SERUM-30` is called `Serum 30`, and `Serum 30` has the sku `SERUM-30`.
"""

from dataclasses import dataclass
from decimal import Decimal

import msgspec

from simulator.seeds import stream
from simulator.shoppers.money import payable
from simulator.shoppers.spelling import plain_words

_CATEGORIES = ("Skincare", "Haircare", "Bodycare", "Fragrance", "Makeup")
_CENTS = (Decimal("0.00"), Decimal("0.50"), Decimal("0.90"))
_PRICES = range(8, 80)
_UNNAMED = ("Calm Serum", "Day Cream", "Night Mask", "Gentle Cleanser", "Hand Balm", "Rose Toner")


class Product(msgspec.Struct, frozen=True, gc=False):
    """Something to buy; `price` is in the shop's currency."""

    name: str
    sku: str
    product_id: str
    category: str
    price: Decimal

    @property
    def handle(self) -> str:
        """What the shop's pages call it: `calm-serum`."""
        return "-".join(plain_words(self.name)).lower() or self.name


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The products of one shop."""

    seed: int
    currency: str

    def find(self, *, name: str | None = None, sku: str | None = None) -> Product:
        """The product called `name` or coded `sku`; one of them is given, and stands in the product as written."""
        assert (name is None) != (sku is None), f"a product is found by name or sku, not by {name!r} and {sku!r}"
        if sku is not None:
            return self._made_up(" ".join(word.capitalize() for word in plain_words(sku)) or sku, sku)
        assert name is not None
        return self._made_up(name, _code(name))

    def of_category(self, category: str, count: int) -> tuple[Product, ...]:
        """The first `count` products of `category`, which are the same ones each time."""
        found = (self.find(name=f"{category} {number}") for number in range(1, count + 1))
        return tuple(msgspec.structs.replace(product, category=category) for product in found)

    def picked_by(self, shopper: str) -> Product:
        """What `shopper` buys when the journey names nothing; the same each time."""
        return self.find(name=stream(self.seed, "picked", shopper).choice(_UNNAMED))

    def _made_up(self, name: str, sku: str) -> Product:
        draws = stream(self.seed, "product", _code(sku))
        return Product(
            name=name,
            sku=sku,
            product_id=str(1_000_000 + draws.below(9_000_000)),
            category=draws.choice(_CATEGORIES),
            price=payable(draws.choice(_PRICES) + draws.choice(_CENTS), self.currency),
        )


def _code(words: str) -> str:
    return "-".join(plain_words(words)).upper() or words
