"""Phrases about what the shop knows of its people, and what it does to them."""

from simulator.language.phrases.parts import KnownCustomer, Links, SeparateProfiles, WritesAbout
from simulator.language.phrases.phrase import Columns, given, when
from simulator.shoppers import DeletePerson, SuppressPerson, UnsuppressPerson

PHRASES = (
    given(
        '"{shopper:Text}" is a known customer with:',
        KnownCustomer,
        "The sources told this before the scenario begins; the customer is signed in on every device of theirs.",
        columns=Columns(("attribute", "value"), ("type", "owner")),
    ),
    given(
        '"{shopper:Text}" has these separate profiles:',
        SeparateProfiles,
        "One profile a row; nobody knows yet that they are one person. An empty cell is not written.",
        columns=Columns(others="any attributes, customer_id, email or phone among them"),
    ),
    when(
        '"{source:Source}" writes about "{shopper:Shopper}":',
        WritesAbout,
        "The source sends these attributes of the shopper, under the key that it goes by.",
        columns=Columns(("attribute", "value"), ("type",)),
    ),
    when(
        'the shop links {kind:Key} "{value:Text}" to customer "{customer_id:Text}"',
        Links,
        "The shop makes sure of the customer, and merges the profile that has the key into the customer's.",
    ),
    when(
        'the shop deletes "{shopper:Shopper}"',
        DeletePerson,
        "The person is forgotten, under the key that the shop's orders carry; the key can be used again.",
    ),
    when(
        'the shop suppresses "{shopper:Shopper}"',
        SuppressPerson,
        "The person is forgotten, and calls that name their identifiers are ignored from now on.",
    ),
    when(
        'the shop unsuppresses "{shopper:Shopper}"',
        UnsuppressPerson,
        "The identifiers can be used again; nobody comes back.",
    ),
)
