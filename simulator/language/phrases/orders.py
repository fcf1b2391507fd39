"""Phrases about orders."""

from functools import partial

from simulator.language.phrases.parts import AwaitsPayment, Pays
from simulator.language.phrases.phrase import given, when
from simulator.shoppers import PlaceOrder

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
