"""Phrases for flows that are no shop's: any page and screen, and any event that a source tells of."""

from functools import partial

from simulator.language.phrases.parts import ReportsWith, ViewsPageWith, ViewsScreenWith
from simulator.language.phrases.phrase import Columns, when
from simulator.shoppers import SendEvent, ViewScreen

_DATA = Columns(("data", "value"), ("type",))

PHRASES = (
    when(
        '"{shopper:Shopper}" views the page "{page:Text}" on the {device:Device} with:',
        ViewsPageWith,
        "The device sends a page view with this data, an app a screen view.",
        columns=_DATA,
    ),
    when(
        '"{shopper:Shopper}" views the screen "{screen:Text}" on the {device:Device}',
        ViewScreen,
        "The device sends a screen view, whatever it is.",
    ),
    when(
        '"{shopper:Shopper}" views the screen "{screen:Text}" on the {device:Device} with:',
        ViewsScreenWith,
        "The device sends a screen view with this data, whatever it is.",
        columns=_DATA,
    ),
    when(
        '"{source:Source}" reports "{event:Text}" of "{shopper:Shopper}"',
        SendEvent,
        "The source sends an event of this name, under the key that it goes by.",
    ),
    when(
        '"{source:Source}" reports "{event:Text}" of "{shopper:Shopper}" with:',
        ReportsWith,
        "The source sends an event of this name with this data, under the key that it goes by.",
        columns=_DATA,
    ),
    when(
        '"{source:Source}" reports the page "{event:Text}" of "{shopper:Shopper}"',
        partial(SendEvent, kind="page"),
        "The source sends a page view, under the key that it goes by.",
    ),
    when(
        '"{source:Source}" reports the page "{event:Text}" of "{shopper:Shopper}" with:',
        partial(ReportsWith, kind="page"),
        "The source sends a page view with this data, under the key that it goes by.",
        columns=_DATA,
    ),
    when(
        '"{source:Source}" reports the screen "{event:Text}" of "{shopper:Shopper}"',
        partial(SendEvent, kind="screen"),
        "The source sends a screen view, under the key that it goes by.",
    ),
    when(
        '"{source:Source}" reports the screen "{event:Text}" of "{shopper:Shopper}" with:',
        partial(ReportsWith, kind="screen"),
        "The source sends a screen view with this data, under the key that it goes by.",
        columns=_DATA,
    ),
)
