"""Phrases about the ways of a source, where it differs from a healthy one."""

from functools import partial

from simulator.language.phrases.parts import SourceIs
from simulator.language.phrases.phrase import given

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
)
