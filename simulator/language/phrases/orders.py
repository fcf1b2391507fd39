"""Phrases about orders."""

from functools import partial

from simulator.language.phrases.parts import AwaitsPayment, OrdersWith, Pays, Updates
from simulator.language.phrases.phrase import Columns, given, when
from simulator.shoppers import PlaceOrder, Subscribe

PHRASES = (
    given(
        'order "{order:Text}" awaits payment',
        AwaitsPayment,
        'It is not paid when it is placed; the shop sends "Order Placed" all the same.',
    ),
    when(
        'order "{order:Text}" is paid',
        Pays,
        'The payment comes in, and the shop sends "Order Paid".',
    ),
    when(
        'order "{order:Text}" is {change:Change}',
        Updates,
        'The shop sends "Order Cancelled", "Order Refunded" and the like; a refund is one of all that is left.',
    ),
    when(
        '"{shopper:Shopper}" places order "{order:Text}" on the {device:Device} with:',
        OrdersWith,
        'The shop sends "Order Placed" with these rows; a discount such as `5.00` or `5.00 TEN` is off its row.',
        columns=Columns(("sku", "quantity", "price"), ("discount",)),
    ),
    when(
        '"{shopper:Shopper}" subscribes to "{product:Text}" every {every:Interval}',
        Subscribe,
        'The shop charges for the product now and after each interval, and sends "Subscription Charged".',
    ),
    when(
        '"{shopper:Shopper}" places order "{order:Text}" for {total:Money} on the {device:Device}',
        PlaceOrder,
        'The shop sends "Order Placed" under the key that it knows of the shopper; the order is paid.',
    ),
    when(
        '"{shopper:Shopper}" places guest order "{order:Text}" for {total:Money} with email "{email:Text}"',
        partial(PlaceOrder, guest=True),
        'The shop sends "Order Placed" under this email, which may be another than the shopper gave before.',
    ),
)
