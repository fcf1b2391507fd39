"""What the target shows in one second, each answer asked for once, and which profiles belong to a shopper."""

from functools import cached_property

from simulator.engine.record import Record
from simulator.instants import Instant
from simulator.shoppers import Truth
from simulator.targets import JournalEntry, Target
from simulator.workspace import (
    EventFact,
    MemberAnswer,
    MessageAnswer,
    PersonAnswer,
    SegmentAnswer,
    lookup_form,
)


class Sight:
    """A look at the workspace in the present second."""

    def __init__(self, target: Target, truth: Truth, record: Record, now: Instant) -> None:
        self._target = target
        self._truth = truth
        self.record = record
        self.now = now

    @cached_property
    def people(self) -> tuple[PersonAnswer, ...]:
        return self._target.people()

    @cached_property
    def messages(self) -> tuple[MessageAnswer, ...]:
        return self._target.messages()

    @cached_property
    def requests(self) -> tuple[JournalEntry, ...]:
        return self._target.requests()

    def segment(self, name: str) -> SegmentAnswer:
        return self._target.segment(name)

    def why(self, profile: PersonAnswer, segment: str) -> MemberAnswer:
        """Whether and why the profile is in the segment."""
        return self._target.why(profile.cio_id, segment)

    def profiles(self, shopper: str) -> tuple[PersonAnswer, ...]:
        """The profiles that hold any identifier or event of the shopper, the oldest first."""
        mine = self.record.operations_of(shopper)
        keys: set[tuple[str, str | None]] = {
            (one.kind, lookup_form(one.kind, one.value)) for one in self._truth.of(shopper).identifiers
        }
        return tuple(profile for profile in self.people if _holds(profile, keys, mine))

    def history(self, shopper: str) -> list[EventFact]:
        """The custom events on the shopper's profiles, by timestamp, then arrival."""
        events = [event for profile in self.profiles(shopper) for event in profile.events if event.kind == "event"]
        return sorted(events, key=lambda event: (event.at, event.operation))


def _holds(profile: PersonAnswer, keys: set[tuple[str, str | None]], operations: frozenset[int]) -> bool:
    email = None if profile.email is None else lookup_form("email", profile.email)
    named: set[tuple[str, str | None]] = {("id", profile.id), ("email", email)}
    return bool(named & keys) or any(event.operation in operations for event in profile.events)
