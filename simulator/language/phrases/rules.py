"""Phrases about the segments and campaigns of the workspace."""

from simulator.language.phrases.parts import CampaignIs, CampaignRequires, CampaignStops, SegmentIs
from simulator.language.phrases.phrase import given

PHRASES = (
    given(
        'the segment "{segment:Text}" is:',
        SegmentIs,
        "The doc string holds the rule; a segment of this name in workspace.yaml is replaced.",
        block="doc",
    ),
    given(
        'the campaign "{campaign:Text}" starts on "{event:Text}" and waits {delay:Duration}',
        CampaignIs,
        "Each such event starts it; after the wait it sends one email. A campaign of this name is replaced.",
    ),
    given(
        'the campaign "{campaign:Campaign}" is cancelled by "{event:Text}"',
        CampaignStops,
        "The event is its goal: from the enrolment's first second on it ends the enrolment, whenever it is received.",
    ),
    given(
        'the campaign "{campaign:Campaign}" requires {channel:Channel} consent',
        CampaignRequires,
        "Its messages go only to people who have said yes to the channel.",
    ),
)
