"""What the sources on a shopper's devices, `web` and `app`, send for a doing.

Before anybody is known on a device its calls carry only the anonymous id; identification carries the person's key and
the anonymous id; from then on every call carries the key alone.
"""

from simulator.operations import EventKind, Identify, Track
from simulator.shoppers.cart import Cart, item_data, items_of, total_of
from simulator.shoppers.catalogue import Product
from simulator.shoppers.devices import Device
from simulator.shoppers.habits import ProductKey
from simulator.shoppers.keyring import Keyring
from simulator.shoppers.keys import ATTRIBUTE_OF
from simulator.shoppers.money import json_number
from simulator.shoppers.sources import Sources
from simulator.values import Json


def event_call(
    name: str, data: dict[str, Json], device: Device, sources: Sources, *, key: str, at: int, kind: EventKind = "event"
) -> Track:
    """The event `name` that occurred at `at` on `device`; repeats are recognised by `key`."""
    return Track(
        name,
        who=device.person,
        kind=kind,
        data=data,
        timestamp=sources.time(device.source, at),
        id=key,
        anonymous_id=device.anonymous_id if device.person is None else None,
    )


def identify_call(device: Device, keyring: Keyring, sources: Sources, *, at: int) -> Identify | None:
    """The identification that follows a key given on `device`; nothing while its source lacks the key it goes by.

    What else the source was given goes along: email and phone from all devices, a customer id from this one.
    """
    told = keyring.told(device.source)
    kinds = sources.kinds(device.source)
    key = device.keys.first(kinds) or told.first(kinds)
    if key is None:
        return None
    others = {
        "customer id": device.keys.customer_id,
        "email": told.email or device.keys.email,
        "phone": told.phone or device.keys.phone,
    }
    attributes: dict[str, Json] = {"anonymous_id": device.anonymous_id}
    attributes.update(
        (ATTRIBUTE_OF[kind], other) for kind in ATTRIBUTE_OF if kind != key.kind and (other := others[kind]) is not None
    )
    return sources.identify(device.source, sources.identifier(key), attributes, at)


def product_data(product: Product, quantity: int, currency: str, *, products_by: ProductKey | None) -> dict[str, Json]:
    """The data of `Product Viewed` and `Added to Cart`; `price` is that of one piece.

    Args:
        products_by: the one key that the source identifies products by; without it sku and product id are told.
    """
    keys: dict[str, Json] = {"sku": product.sku, "product_id": product.product_id}
    if products_by is not None:
        keys = {products_by: getattr(product, products_by)}
    return {
        "product": product.name,
        **keys,
        "category": product.category,
        "price": json_number(product.price, currency),
        "currency": currency,
        "quantity": quantity,
    }


def checkout_data(cart: Cart, currency: str, *, products_by: ProductKey | None) -> dict[str, Json]:
    """The data of `Checkout Started`."""
    return {
        "items": [item_data(item, products_by) for item in items_of(cart, currency)],
        "total": json_number(total_of(cart, currency), currency),
        "currency": currency,
    }
