"""The words that both spellings of a condition share; the operators have a file of their own."""

from simulator.operations import EventKind
from simulator.workspace.segments.conditions import Comparison

EVENTS: dict[str, EventKind] = {
    "performed": "event",
    "viewed page": "page",
    "viewed screen": "screen",
}
"""What an event condition begins with."""

COUNTS: dict[str, Comparison] = {"at least": "at least", "at most": "at most", "exactly": "exactly"}
"""How often an event is asked for."""

MESSAGES_AND_DEVICES = ("has device", "received", "was sent", "opened", "clicked", "converted from", "bounced")
OBJECTS_TOPICS_AND_CAMPAIGNS = ("related to", "subscribed to", "in campaign")

NOT_EMULATED = (*MESSAGES_AND_DEVICES, *OBJECTS_TOPICS_AND_CAMPAIGNS)
"""What conditions of the real product begin with that wait for their issues."""
