"""A campaign as a value: what starts it, who may enter how often, what it does, and what ends it early."""

import msgspec

from simulator.instants import Instant
from simulator.workspace.campaigns.channel import Channel
from simulator.workspace.segments.conditions import Condition

EVERY_TIME = 0
"""The frequency of event campaigns that name none (campaigns.frequency.event-every)."""


class Delay(msgspec.Struct, frozen=True, gc=False, tag="delay"):
    """Hold for so many seconds from arrival at the step (campaigns.delay.from-arrival)."""

    seconds: int


class Send(msgspec.Struct, frozen=True, gc=False, tag="send"):
    """Send a message called `name`; `subject` is a Liquid template. `topic` is what people subscribe to.

    `sender` is the number that an SMS comes from.
    """

    name: str
    subject: str
    channel: Channel = "email"
    topic: str | None = None
    sender: str | None = None


Step = Delay | Send


class Campaign(msgspec.Struct, frozen=True, gc=False):
    """An event campaign.

    `gap` is the time that must lie between two entries of a person: 0 for every time, None for once.
    `goal` is the event that ends an enrolment at once; without one people exit when `filter` stops holding.
    `requires` is the channel that people must have consented to.
    """

    name: str
    trigger: str
    steps: tuple[Step, ...]
    gap: int | None = EVERY_TIME
    filter: Condition | None = None
    goal: str | None = None
    requires: Channel | None = None

    def topics(self) -> frozenset[str]:
        """The topics that its messages name."""
        return frozenset(step.topic for step in self.steps if isinstance(step, Send) and step.topic is not None)


def may_enter_again(gap: int | None, last: Instant, now: Instant) -> bool:
    """Whether the frequency admits a person whose last entry was at `last`.

    A period is over when it has passed in full: after 24 hours to the second, a person enters again.
    Rule: campaigns.frequency.min-gap.
    """
    return gap is not None and now - last >= gap


def stops(goal_at: Instant, entered_at: Instant) -> bool:
    """Whether a goal event of that timestamp counts for an enrolment: from its first second on, whenever received.

    Rule: campaigns.goal.lookback.
    """
    return goal_at >= entered_at
