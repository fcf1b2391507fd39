"""Phrases about what goes wrong with deliveries on their way."""

from functools import partial

from simulator.language.phrases.parts import DeliveryFault, SendsAgain, Unavailable
from simulator.language.phrases.phrase import given, when

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
    given(
        "the workspace is unavailable for {seconds:Duration}",
        Unavailable,
        "From the start every call is answered 503; the sources try again each minute, with the same event ids.",
    ),
    when(
        '"{source:Source}" sends the last {seconds:Duration} again',
        SendsAgain,
        "It repeats what it sent in that time with the same event ids, also what was lost; nothing befalls the copies.",
    ),
)
