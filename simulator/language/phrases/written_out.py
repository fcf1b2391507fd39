"""Phrases for what has no sentence of its own: definitions as in `workspace.yaml`, faults of what comes next."""

from functools import partial

from simulator.language.phrases.parts import (
    CampaignWritten,
    MembersAre,
    NextFault,
    SendsCalls,
    WorkspaceWritten,
    WritesAbout,
)
from simulator.language.phrases.phrase import Columns, given, then, when

PHRASES = (
    given(
        "the workspace is:",
        WorkspaceWritten,
        "The doc string holds what a workspace.yaml would, and stands in its place.",
        block="doc",
    ),
    given(
        'the campaign "{campaign:Text}" is:',
        CampaignWritten,
        "The doc string holds the campaign as in a workspace.yaml; one of this name there is replaced.",
        block="doc",
    ),
    given(
        "the next delivery is {late:Duration} late",
        NextFault,
        "What the next step sends leaves when it should and arrives so much later.",
    ),
    given(
        "the next delivery arrives {times:Arrivals} times",
        NextFault,
        "So many arrivals in all of what the next step sends, with the same event id.",
    ),
    given(
        "the next delivery is lost",
        partial(NextFault, lost=True),
        "What the next step sends never arrives.",
    ),
    given(
        "the next delivery has a fresh key each time",
        partial(NextFault, fresh_key=True),
        "Each further arrival of what the next step sends has an event id of its own.",
    ),
    when(
        'the {device:Device} of "{shopper:Shopper}" tells:',
        partial(WritesAbout, source=None),
        "The device sends these attributes, if somebody is known on it.",
        columns=Columns(("attribute", "value"), ("type",)),
    ),
    when(
        '"{source:Source}" sends of "{shopper:Shopper}":',
        SendsCalls,
        "The doc string lists the calls of one delivery, as they are sent.",
        block="doc",
    ),
    then(
        'the segment "{segment:Segment}" holds exactly:',
        MembersAre,
        "These shoppers are the members in this second, and nobody else.",
        columns=Columns(("shopper",)),
    ),
)
