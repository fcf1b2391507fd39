"""Synthetic humans and their shop: what they do goes in, the deliveries that come of it go out.

Nothing here knows a workspace, and all chance comes from the seed.
"""

from simulator.shoppers.behaviours import (
    AddToCart,
    DeviceName,
    GiveKey,
    KeyKind,
    LogIn,
    Money,
    PlaceOrder,
    StartCheckout,
    Verb,
    ViewProduct,
)
from simulator.shoppers.integration import calls_of
from simulator.shoppers.storefront import Order
from simulator.shoppers.town import Town
from simulator.shoppers.truth import ShopperTruth, Truth

__all__ = [
    "AddToCart",
    "DeviceName",
    "GiveKey",
    "KeyKind",
    "LogIn",
    "Money",
    "Order",
    "PlaceOrder",
    "ShopperTruth",
    "StartCheckout",
    "Town",
    "Truth",
    "Verb",
    "ViewProduct",
    "calls_of",
]
