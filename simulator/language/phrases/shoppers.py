"""Phrases about shoppers, their devices, and what they do in the shop."""

from functools import partial

from simulator.language.phrases.parts import AlsoUses, BlocksTracking, DoesWith, NewVisitor, SharesDevice
from simulator.language.phrases.phrase import Columns, given, when
from simulator.shoppers import (
    AddToCart,
    ChangeKey,
    ChooseConsent,
    DoEvent,
    GiveKey,
    LogIn,
    LogOut,
    LoseCookies,
    StartCheckout,
    ViewCategory,
    ViewPage,
    ViewProduct,
)

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
    given(
        '"{shopper:Shopper}" also uses the {device:Device} of "{owner:Shopper}"',
        SharesDevice,
        "Both hold one device, with one anonymous id.",
    ),
    given(
        '"{shopper:Shopper}" blocks browser tracking on the {device:Device}',
        BlocksTracking,
        "The device sends nothing.",
    ),
    when(
        '"{shopper:Shopper}" views "{product:Text}" on the {device:Device}',
        ViewProduct,
        'The device sends "Product Viewed".',
    ),
    when(
        '"{shopper:Shopper}" views {count:Several} product(s) of "{category:Text}" on the {device:Device}',
        ViewCategory,
        'The device sends "Product Viewed" for so many products of the category; they are the same ones each time.',
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
    when(
        '"{shopper:Shopper}" logs out on the {device:Device}',
        LogOut,
        "Nobody is known on the device any more; whether its anonymous id stays is a way of its source.",
    ),
    when(
        '"{shopper:Shopper}" loses all cookies on the {device:Device}',
        LoseCookies,
        "Nobody is known on the device any more, and it has another anonymous id.",
    ),
    when(
        '"{shopper:Shopper}" views the page "{page:Text}" on the {device:Device}',
        ViewPage,
        "The device sends a page view, an app a screen view.",
    ),
    when(
        '"{shopper:Shopper}" does "{event:Text}" on the {device:Device}',
        DoEvent,
        "The device sends an event of this name.",
    ),
    when(
        '"{shopper:Shopper}" does "{event:Text}" on the {device:Device} with:',
        DoesWith,
        "The device sends an event of this name with this data.",
        columns=Columns(("data", "value"), ("type",)),
    ),
    when(
        '"{shopper:Shopper}" changes {kind:Key} to "{value:Text}"',
        ChangeKey,
        "The backend tells it under the key that the shop's orders carry.",
    ),
    when(
        '"{shopper:Shopper}" opts in to {channel:Channel}',
        partial(ChooseConsent, given=True),
        "The backend records the consent to this channel.",
    ),
    when(
        '"{shopper:Shopper}" opts out of {channel:Channel}',
        partial(ChooseConsent, given=False),
        "The backend records that there is no consent to this channel.",
    ),
)
