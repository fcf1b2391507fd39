"""Phrases about shoppers, their devices, and what they do in the shop."""

from simulator.language.phrases.parts import AlsoUses, NewVisitor
from simulator.language.phrases.phrase import given, when
from simulator.shoppers import AddToCart, GiveKey, LogIn, StartCheckout, ViewProduct

PHRASES = (
    given(
        '"{shopper:Text}" is a new visitor on a {device:Device}',
        NewVisitor,
        "A person whom nobody knows yet, with a device that has an anonymous id of its own.",
    ),
    given(
        '"{shopper:Shopper}" also uses a {device:Device}',
        AlsoUses,
        "The shopper has one more device, with another anonymous id.",
    ),
    when(
        '"{shopper:Shopper}" views "{product:Text}" on the {device:Device}',
        ViewProduct,
        'The device sends "Product Viewed".',
    ),
    when(
        '"{shopper:Shopper}" adds "{product:Text}" to the cart on the {device:Device}',
        AddToCart,
        'One piece goes into the cart, and the device sends "Added to Cart".',
    ),
    when(
        '"{shopper:Shopper}" starts checkout on the {device:Device}',
        StartCheckout,
        'The device sends "Checkout Started" with what is in the cart.',
    ),
    when(
        '"{shopper:Shopper}" gives {kind:Key} "{value:Text}" on the {device:Device}',
        GiveKey,
        "The device identifies the shopper by this key; from then on its calls carry it.",
    ),
    when(
        '"{shopper:Shopper}" logs in as customer "{customer_id:Text}" on the {device:Device}',
        LogIn,
        "The device identifies the shopper by the customer id; from then on its calls carry it.",
    ),
)
