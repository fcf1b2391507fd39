"""Phrases about what goes wrong with a delivery on its way."""

from functools import partial

from simulator.language.phrases.parts import DeliveryFault
from simulator.language.phrases.phrase import given

PHRASES = (
    given(
        'the delivery of "{event:Text}" for order "{order:Text}" is {late:Duration} late',
        DeliveryFault,
        "It leaves when it should and arrives so much later.",
    ),
    given(
        'the delivery of "{event:Text}" for order "{order:Text}" arrives {times:Arrivals} times',
        DeliveryFault,
        "So many arrivals in all of the same delivery, with the same event id.",
    ),
    given(
        'the delivery of "{event:Text}" for order "{order:Text}" is lost',
        partial(DeliveryFault, lost=True),
        "It never arrives.",
    ),
)
