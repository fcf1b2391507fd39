"""What a shopper does, as values: one for each verb of a journey. Who does it and where stands in each."""

from typing import Literal

import msgspec

DeviceName = Literal["laptop", "phone", "tablet", "till"]
KeyKind = Literal["email", "customer id"]


class Money(msgspec.Struct, frozen=True, gc=False):
    """An amount as written (`59.00`) and its currency code; sums are made with decimals."""

    amount: str
    currency: str


class Doing(msgspec.Struct, frozen=True, gc=False, tag=True):
    """Base of all verbs."""

    shopper: str


class ViewProduct(Doing, frozen=True, gc=False):
    """`product` by name or `sku` by code; one of them. What nobody defined is made up from the seed."""

    device: DeviceName
    product: str | None = None
    sku: str | None = None


class AddToCart(Doing, frozen=True, gc=False):
    device: DeviceName
    product: str | None = None
    sku: str | None = None
    quantity: int = 1


class StartCheckout(Doing, frozen=True, gc=False):
    device: DeviceName


class GiveKey(Doing, frozen=True, gc=False):
    """Types an email or a customer id into a form: `does: identify`. Without `value` the shopper's own is given."""

    device: DeviceName
    kind: KeyKind
    value: str | None = None


class LogIn(Doing, frozen=True, gc=False):
    device: DeviceName
    customer_id: str | None = None


class PlaceOrder(Doing, frozen=True, gc=False):
    """Pays for the cart, or for `total`. A guest order has an `email` of its own and no device; `order` names it."""

    device: DeviceName | None = None
    order: str | None = None
    total: Money | None = None
    email: str | None = None
    guest: bool = False


Verb = ViewProduct | AddToCart | StartCheckout | GiveKey | LogIn | PlaceOrder
"""Every verb; closed."""
