"""Phrases about the ways of a source, where it differs from a healthy one."""

from functools import partial

from simulator.language.phrases.parts import (
    AlsoWrites,
    CallsEvent,
    CallsField,
    CallsPurchase,
    LeavesOut,
    SendsField,
    SourceIs,
)
from simulator.language.phrases.phrase import given
from simulator.shoppers import NO_EVENT_ID

PHRASES = (
    given(
        '"{source:Source}" identifies people by {kind:Key}',
        SourceIs,
        "Only that key names people in its calls; what else it is given are attributes.",
    ),
    given(
        '"{source:Source}" forgets the visitor on logout',
        partial(SourceIs, resets_on_logout=True),
        "From a logout on its device has another anonymous id; a browser does so unless told otherwise.",
    ),
    given(
        '"{source:Source}" keeps the visitor on logout',
        partial(SourceIs, resets_on_logout=False),
        "After a logout its device has the same anonymous id as before; an app does so unless told otherwise.",
    ),
    given(
        '"{source:Source}" sends no times',
        partial(SourceIs, sends_times=False),
        "Its calls do not say of when they are, so an older value that arrives later overwrites a newer one.",
    ),
    given(
        '"{source:Source}" deliveries take {takes:Duration}',
        SourceIs,
        "Whatever it sends arrives so much later.",
    ),
    given(
        '"{source:Source}" deliveries are as late as in "{lateness:Lateness}"',
        SourceIs,
        "Each is on its way as long as the seed says, within what is known of such shops.",
    ),
    given(
        '"{source:Source}" makes event ids from "{event_id:Text}"',
        SourceIs,
        "Two events of one name with the same value in this field are one to whoever knows repeats by their ids.",
    ),
    given(
        '"{source:Source}" sends no event ids',
        partial(SourceIs, event_id=NO_EVENT_ID),
        "Nothing tells a repeat of its events from another event.",
    ),
    given(
        '"{source:Source}" deliveries may arrive in any order',
        partial(SourceIs, any_order=True),
        "What it has under way together arrives in an order of the seed's, never before it is sent.",
    ),
    given(
        '"{source:Source}" calls a purchase "{event:Text}"',
        CallsPurchase,
        'Its "Order Placed" has this name.',
    ),
    given(
        '"{source:Source}" calls the event "{event:Text}" "{name:Text}"',
        CallsEvent,
        "Its events of the first name have the second.",
    ),
    given(
        '"{source:Source}" calls the field "{field:Text}" "{name:Text}"',
        CallsField,
        "The field of its events and attributes has this name.",
    ),
    given(
        '"{source:Source}" sends "{field:Text}" as {type:Type}',
        SendsField,
        "The field of its events and attributes has this type.",
    ),
    given(
        '"{source:Source}" leaves out "{field:Text}"',
        LeavesOut,
        "The field is missing in its events and attributes; `timestamp` is the time of its calls.",
    ),
    given(
        '"{source:Source}" sends times in {times:Unit}',
        SourceIs,
        "Times of calls and dates of people are so; a time of a call that is no whole number counts for nothing.",
    ),
    given(
        '"{source:Source}" sends money in minor units',
        partial(SourceIs, money="minor units"),
        "Every amount is one of cents, or what the currency has for them.",
    ),
    given(
        '"{source:Source}" identifies products by "{products_by:ProductKey}"',
        SourceIs,
        "This is the only key of a product that its events have.",
    ),
    given(
        '"{source:Source}" also writes "{attribute:Text}" with value "{value:Text}"',
        AlsoWrites,
        "The value goes along with whatever it tells of a person.",
    ),
)
