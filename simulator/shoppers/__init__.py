"""Synthetic humans and their shop: what they do goes in, the deliveries that come of it go out.

Nothing here knows a workspace, and all chance comes from the seed.
"""

from simulator.shoppers.behaviours import (
    AddToCart,
    ChangeKey,
    Channel,
    ChooseConsent,
    DeletePerson,
    DeviceName,
    DeviceVerb,
    DoEvent,
    GiveKey,
    KeyKind,
    LinkKey,
    LogIn,
    LogOut,
    LoseCookies,
    Money,
    PayOrder,
    PlaceOrder,
    SetAttributes,
    StartCheckout,
    SuppressPerson,
    UnsuppressPerson,
    Verb,
    ViewPage,
    ViewProduct,
)
from simulator.shoppers.consent import Choice, channel_of
from simulator.shoppers.integration import calls_of
from simulator.shoppers.keys import Key
from simulator.shoppers.past import PastEvent
from simulator.shoppers.shopper import KnownFact, Persona, SharedDevice, Shopper, is_key, keys_in
from simulator.shoppers.sources import Habits, Sources, usual_habits
from simulator.shoppers.storefront import Order
from simulator.shoppers.town import Town
from simulator.shoppers.truth import ShopperTruth, Truth, Unsent

__all__ = [
    "AddToCart",
    "ChangeKey",
    "Channel",
    "Choice",
    "ChooseConsent",
    "DeletePerson",
    "DeviceName",
    "DeviceVerb",
    "DoEvent",
    "GiveKey",
    "Habits",
    "Key",
    "KeyKind",
    "KnownFact",
    "LinkKey",
    "LogIn",
    "LogOut",
    "LoseCookies",
    "Money",
    "Order",
    "PastEvent",
    "PayOrder",
    "Persona",
    "PlaceOrder",
    "SetAttributes",
    "SharedDevice",
    "Shopper",
    "ShopperTruth",
    "Sources",
    "StartCheckout",
    "SuppressPerson",
    "Town",
    "Truth",
    "Unsent",
    "UnsuppressPerson",
    "Verb",
    "ViewPage",
    "ViewProduct",
    "calls_of",
    "channel_of",
    "is_key",
    "keys_in",
    "usual_habits",
]
