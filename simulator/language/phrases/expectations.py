"""Phrases about what must be true in the present second."""

from functools import partial

from simulator.language.phrases.parts import HistoryShows, ProfileShows
from simulator.language.phrases.phrase import Columns, then
from simulator.scenario import (
    Apart,
    AttributeMissing,
    ConsentRespected,
    HistoryCounts,
    InSegment,
    LeavesSegment,
    MessageCount,
    NothingOutside,
    NothingSilent,
    ProfileCount,
    SegmentCount,
    SegmentIsList,
    WrittenBy,
)

PHRASES = (
    then(
        '"{shopper:Shopper}" is {count:Count} profile(s)',
        ProfileCount,
        "So many profiles hold an identifier or an event of the shopper.",
    ),
    then(
        'the profile of "{shopper:Shopper}" shows:',
        ProfileShows,
        "The shopper's profile has these attributes; a type is checked where the column stands.",
        columns=Columns(("attribute", "value"), ("type",)),
    ),
    then(
        'the profile of "{shopper:Shopper}" has no "{attribute:Text}"',
        AttributeMissing,
        "The attribute is not there.",
    ),
    then(
        'the history of "{shopper:Shopper}" is:',
        HistoryShows,
        "All events of the shopper by timestamp, then arrival: exactly these rows. An empty cell: no such data.",
        columns=Columns(("event",), ("at", "source"), others="any data of the events"),
    ),
    then(
        'the history of "{shopper:Shopper}" counts {count:Count} "{event:Text}"',
        HistoryCounts,
        "So many events of this name are on the shopper's profiles.",
    ),
    then(
        'the profiles of "{first:Shopper}" and "{second:Shopper}" stay apart',
        Apart,
        "No profile holds anything of both.",
    ),
    then(
        '"{shopper:Shopper}" is in the segment "{segment:Segment}"',
        InSegment,
        "The shopper is a member in this second.",
    ),
    then(
        '"{shopper:Shopper}" is not in the segment "{segment:Segment}"',
        partial(InSegment, holds=False),
        "The shopper is no member in this second.",
    ),
    then(
        '"{shopper:Shopper}" leaves the segment "{segment:Segment}" within {seconds:Duration}',
        LeavesSegment,
        "The shopper is a member, and without new data is none any more by then; the clock does not move.",
    ),
    then(
        'the segment "{segment:Segment}" holds {count:Count} people|person',
        SegmentCount,
        "So many members in this second.",
    ),
    then(
        'the segment "{segment:Segment}" equals the shop\'s own list of "{list:List}"',
        SegmentIsList,
        "The members are the shoppers with a paid order, each once, as the customer whom the shop knows.",
    ),
    then(
        '"{attribute:Text}" of "{shopper:Shopper}" was last written by "{source:Source}"',
        WrittenBy,
        "The value that the profile has came from this source.",
    ),
    then(
        "nobody receives {channel:Channel} without recorded consent",
        ConsentRespected,
        "Everybody who was sent something by this channel had said yes to it, and no no since.",
    ),
    then(
        "no accepted request was silently ignored",
        NothingSilent,
        "Every request that the workspace accepted has changed something; the others are listed with their reasons.",
    ),
    then(
        "nothing outside this run has changed",
        NothingOutside,
        "Nobody was changed but the people of the scenario.",
    ),
    then(
        'the campaign "{campaign:Campaign}" sends {count:Count} message(s) to "{shopper:Shopper}"',
        MessageCount,
        "So many messages have been sent to the shopper since the scenario began.",
    ),
    then(
        'the campaign "{campaign:Campaign}" sends nothing to "{shopper:Shopper}"',
        partial(MessageCount, count=0),
        "No message has been sent to the shopper since the scenario began.",
    ),
)
