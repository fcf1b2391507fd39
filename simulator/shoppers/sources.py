"""What the sources on a shopper's devices, `web` and `app`, send for a doing.

Before anybody is known on a device its calls carry only the anonymous id; identification carries the person's key and
the anonymous id; from then on every call carries the key alone.
"""

import msgspec

from simulator.operations import Identify, Track
from simulator.shoppers.cart import Cart, items_of, total_of
from simulator.shoppers.catalogue import Product
from simulator.shoppers.devices import Device
from simulator.shoppers.keyring import Keyring
from simulator.shoppers.money import json_number
from simulator.values import Json


def event_call(name: str, data: dict[str, Json], device: Device, keyring: Keyring, *, key: str, at: int) -> Track:
    """The event `name` that occurred at `at` on `device`; repeats are recognised by `key`."""
    who = keyring.on(device.name).key
    return Track(
        name,
        who=who,
        data=data,
        timestamp=at,
        id=key,
        anonymous_id=device.anonymous_id if who is None else None,
    )


def identify_call(device: Device, keyring: Keyring, *, at: int) -> Identify:
    """The identification that follows the key given last, which was given on `device`.

    A customer id brings along the email that the source was given before.
    """
    who = keyring.on(device.name).key
    assert who is not None, f"nobody is known on the {device.name}"
    attributes: dict[str, Json] = {"anonymous_id": device.anonymous_id}
    email = keyring.told(device.source).email
    if who.kind != "email" and email is not None:
        attributes["email"] = email
    return Identify(who, attributes=attributes, timestamp=at)


def product_data(product: Product, quantity: int, currency: str) -> dict[str, Json]:
    """The data of `Product Viewed` and `Added to Cart`; `price` is that of one piece."""
    return {
        "product": product.name,
        "sku": product.sku,
        "product_id": product.product_id,
        "category": product.category,
        "price": json_number(product.price, currency),
        "currency": currency,
        "quantity": quantity,
    }


def checkout_data(cart: Cart, currency: str) -> dict[str, Json]:
    """The data of `Checkout Started`."""
    return {
        "items": [msgspec.to_builtins(item) for item in items_of(cart, currency)],
        "total": json_number(total_of(cart, currency), currency),
        "currency": currency,
    }
