"""Phrases that leave something out: a device, a name, an amount, a channel. What nobody says comes from the seed."""

from functools import partial

from simulator.language.phrases.parts import NewVisitor
from simulator.language.phrases.phrase import given, then, when
from simulator.scenario import ConsentRespected, MessageCount, ProfileCount, SegmentMembers
from simulator.shoppers import AddToCart, ChangeKey, ChooseConsent, GiveKey, LogIn, PlaceOrder, ViewProduct

PHRASES = (
    given(
        '"{shopper:Text}" is a new visitor',
        NewVisitor,
        "A person whom nobody knows yet; a device is theirs from its first use.",
    ),
    given(
        '"{shopper:Text}" is a guest on a {device:Device}',
        partial(NewVisitor, persona="guest"),
        "A person whom nobody knows yet, and who buys without an account.",
    ),
    given(
        '"{shopper:Text}" is a guest',
        partial(NewVisitor, persona="guest"),
        "A person whom nobody knows yet, and who buys without an account; a device is theirs from its first use.",
    ),
    when(
        '"{shopper:Shopper}" views the product with sku "{sku:Text}" on the {device:Device}',
        ViewProduct,
        'The device sends "Product Viewed".',
    ),
    when(
        '"{shopper:Shopper}" adds the product with sku "{sku:Text}" to the cart on the {device:Device}',
        AddToCart,
        'One piece goes into the cart, and the device sends "Added to Cart".',
    ),
    when(
        '"{shopper:Shopper}" adds {quantity:Several} of "{product:Text}" to the cart on the {device:Device}',
        AddToCart,
        'So many pieces go into the cart, and the device sends one "Added to Cart".',
    ),
    when(
        '"{shopper:Shopper}" adds {quantity:Several} of the product with sku "{sku:Text}" to the cart '
        "on the {device:Device}",
        AddToCart,
        'So many pieces go into the cart, and the device sends one "Added to Cart".',
    ),
    when(
        '"{shopper:Shopper}" gives their {kind:Key} on the {device:Device}',
        GiveKey,
        "The device identifies the shopper by this key of their own.",
    ),
    when(
        '"{shopper:Shopper}" logs in on the {device:Device}',
        LogIn,
        "The device identifies the shopper by a customer id of their own.",
    ),
    when(
        '"{shopper:Shopper}" places order "{order:Text}" for {total:Money}',
        PlaceOrder,
        'The shop sends "Order Placed" under the key that it knows of the shopper, whatever device it was.',
    ),
    when(
        '"{shopper:Shopper}" places order "{order:Text}" on the {device:Device}',
        PlaceOrder,
        "Buys what is in the cart.",
    ),
    when(
        '"{shopper:Shopper}" places order "{order:Text}"',
        PlaceOrder,
        "Buys what is in the cart, whatever device it was.",
    ),
    when(
        '"{shopper:Shopper}" places an order for {total:Money} on the {device:Device}',
        PlaceOrder,
        "The shop gives the order a name.",
    ),
    when(
        '"{shopper:Shopper}" places an order for {total:Money}',
        PlaceOrder,
        "The shop gives the order a name, whatever device it was.",
    ),
    when(
        '"{shopper:Shopper}" places an order on the {device:Device}',
        PlaceOrder,
        "Buys what is in the cart; the shop gives the order a name.",
    ),
    when(
        '"{shopper:Shopper}" places an order',
        PlaceOrder,
        "Buys what is in the cart, whatever device it was; the shop gives the order a name.",
    ),
    when(
        '"{shopper:Shopper}" places guest order "{order:Text}" with email "{email:Text}"',
        partial(PlaceOrder, guest=True),
        "Buys what is in the cart under this email.",
    ),
    when(
        '"{shopper:Shopper}" changes {kind:Key} to "{value:Text}" on the {device:Device}',
        ChangeKey,
        "The device tells it, if somebody is known on it.",
    ),
    when(
        '"{source:Source}" learns that "{shopper:Shopper}" changes {kind:Key} to "{value:Text}"',
        ChangeKey,
        "That source tells it, under the key that it goes by.",
    ),
    when(
        '"{shopper:Shopper}" opts in to {channel:Channel} on the {device:Device}',
        partial(ChooseConsent, given=True),
        "The device tells it, if somebody is known on it.",
    ),
    when(
        '"{shopper:Shopper}" opts out of {channel:Channel} on the {device:Device}',
        partial(ChooseConsent, given=False),
        "The device tells it, if somebody is known on it.",
    ),
    when(
        '"{source:Source}" learns that "{shopper:Shopper}" opts in to {channel:Channel}',
        partial(ChooseConsent, given=True),
        "That source tells it, under the key that it goes by.",
    ),
    when(
        '"{source:Source}" learns that "{shopper:Shopper}" opts out of {channel:Channel}',
        partial(ChooseConsent, given=False),
        "That source tells it, under the key that it goes by.",
    ),
    then(
        "everybody together is {count:Count} profile(s)",
        ProfileCount,
        "So many people does the workspace have.",
    ),
    then(
        'the segment "{segment:Segment}" holds nobody',
        partial(SegmentMembers, members=()),
        "No shopper is a member in this second.",
    ),
    then(
        'the campaign "{campaign:Campaign}" sends {count:Count} message(s)',
        MessageCount,
        "So many messages have been sent to anybody since the scenario began.",
    ),
    then(
        'the campaign "{campaign:Campaign}" sends nothing',
        partial(MessageCount, count=0),
        "No message has been sent to anybody since the scenario began.",
    ),
    then(
        "nobody receives a message without recorded consent",
        ConsentRespected,
        "Everybody who was sent something had said yes to its channel, and no no since.",
    ),
)
