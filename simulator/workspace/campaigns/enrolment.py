"""One person's pass through a campaign, and the trigger that waits to become one."""

import msgspec

from simulator.instants import MINUTE, Instant
from simulator.workspace.events import EventRow

FILTER_RETRY = 30 * MINUTE
"""How long after its trigger a person may still come to match the filter (campaigns.entry.filter-retry-30m)."""


class Candidate(msgspec.Struct):
    """A trigger event of a person, until the campaign admits or refuses them at `deadline`."""

    number: int
    campaign: str
    person: int
    row: EventRow
    deadline: Instant


class Enrolment(msgspec.Struct):
    """A person inside a campaign. `entered_at` is the second of entering; `step` the position of the next one."""

    number: int
    campaign: str
    person: int
    row: EventRow
    entered_at: Instant
    step: int = 0
