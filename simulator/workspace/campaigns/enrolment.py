"""One person's pass through a campaign, and the trigger that waits to become one."""

from simulator.instants import MINUTE, Instant
from simulator.workspace.events import EventRow

FILTER_RETRY = 30 * MINUTE
"""How long after its trigger a person may still come to match the filter (campaigns.entry.filter-retry-30m)."""


class Candidate:
    """A trigger event of a person, until the campaign admits or refuses them."""

    __slots__ = ("campaign", "deadline", "number", "person", "row")

    def __init__(self, number: int, campaign: str, person: int, row: EventRow, now: Instant) -> None:
        self.number = number
        self.campaign = campaign
        self.person = person
        self.row = row
        self.deadline = now + FILTER_RETRY


class Enrolment:
    """A person inside a campaign. `entered_at` is the second of entering; `step` the position of the next one."""

    __slots__ = ("campaign", "entered_at", "number", "person", "row", "step")

    def __init__(self, number: int, campaign: str, person: int, row: EventRow, now: Instant) -> None:
        self.number = number
        self.campaign = campaign
        self.person = person
        self.row = row
        self.entered_at = now
        self.step = 0
