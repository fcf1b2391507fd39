"""What the target shows in one second, each answer asked for once, and which profiles belong to a shopper."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import cached_property

from simulator.engine.explorer import Itinerary
from simulator.engine.record import Record
from simulator.instants import Instant
from simulator.operations import Identifier, IdentifierKind
from simulator.plan import TrackingPlan
from simulator.shoppers import Catalogue, Order, ShopperTruth, Truth
from simulator.targets import JournalEntry, Target
from simulator.values import Json
from simulator.workspace import (
    EventFact,
    MemberAnswer,
    MessageAnswer,
    PersonAnswer,
    SegmentAnswer,
    lookup_form,
)


class Sight:
    """A look at the workspace in the present second, beside what is true and what was agreed: the tracking `plan`."""

    def __init__(
        self,
        target: Target,
        truth: Truth,
        record: Record,
        now: Instant,
        *,
        catalogue: Catalogue,
        plan: TrackingPlan | None,
        itinerary: Callable[[], Itinerary],
    ) -> None:
        self._target = target
        self._truth = truth
        self.record = record
        self.now = now
        self.plan = plan
        self._catalogue = catalogue
        self.itinerary = itinerary
        """What was sent so far, apart from when it arrives."""

    @cached_property
    def people(self) -> tuple[PersonAnswer, ...]:
        return self._target.people()

    @cached_property
    def messages(self) -> tuple[MessageAnswer, ...]:
        return self._target.messages()

    @cached_property
    def requests(self) -> tuple[JournalEntry, ...]:
        return self._target.requests()

    @cached_property
    def _calls(self) -> dict[str, list[JournalEntry]]:
        calls: dict[str, list[JournalEntry]] = {}
        for entry in self.requests:
            if entry.delivery is not None:
                calls.setdefault(entry.delivery, []).append(entry)
        return calls

    def calls_of(self, arrival: str) -> Sequence[JournalEntry]:
        """The calls that the arrival of a delivery, by its id, became."""
        return self._calls.get(arrival, ())

    def silent_requests(self) -> tuple[JournalEntry, ...]:
        """The calls that were accepted and changed nothing."""
        return self._target.silent_requests()

    def segment(self, name: str) -> SegmentAnswer:
        return self._target.segment(name)

    def why(self, profile: PersonAnswer, segment: str) -> MemberAnswer:
        """Whether and why the profile is in the segment."""
        return self._target.why(profile.cio_id, segment)

    def left_at(self, profiles: Sequence[PersonAnswer], segment: str, until: Instant) -> Instant | None:
        """When none of the profiles is in the segment any more without new data; nothing if not up to `until`.

        The workspace goes there and comes back.
        """
        at = self.now
        with self._target.undone():
            while inside := [one for profile in profiles if (one := self.why(profile, segment)).holds]:
                changes = [one.until for one in inside if one.until is not None]
                at = max(min(changes, default=until + 1), at + 1)
                if at > until:
                    return None
                self._target.advance(at)
        return at

    def truth(self, shopper: str) -> ShopperTruth:
        """What is true of the shopper, whatever the workspace knows."""
        return self._truth.of(shopper)

    def order(self, name: Json) -> Order | None:
        """The order of the run that is called so, if one is."""
        return self._truth.order(name) if isinstance(name, str) else None

    def price(self, sku: Json) -> Decimal | None:
        """What the product costs that the shop sells under that sku."""
        return self._catalogue.find(sku=sku).price if isinstance(sku, str) and sku else None

    @property
    def currency(self) -> str:
        """What the shop trades in."""
        return self._catalogue.currency

    def buyers(self) -> tuple[str, ...]:
        """Who is on the shop's own list of buyers."""
        return self._truth.buyers()

    def profiles(self, shopper: str) -> tuple[PersonAnswer, ...]:
        """The profiles that hold any identifier or event of the shopper, the oldest first."""
        keys = map(_form, self.truth(shopper).identifiers)
        found = {number for key in keys for number in self._numbers_by_key.get(key, ())}
        for operation in self.record.operations_of(shopper):
            found |= self._numbers_by_operation.get(operation, set())
        return tuple(self.people[number] for number in sorted(found))

    @cached_property
    def _numbers_by_key(self) -> dict[Identifier, list[int]]:
        """Which of the people have each identifier."""
        numbers: dict[Identifier, list[int]] = {}
        for number, profile in enumerate(self.people):
            for form in _forms(profile):
                numbers.setdefault(form, []).append(number)
        return numbers

    @cached_property
    def _numbers_by_operation(self) -> dict[int, set[int]]:
        """Which of the people have an event that each operation brought."""
        numbers: dict[int, set[int]] = {}
        for number, profile in enumerate(self.people):
            for event in profile.events:
                numbers.setdefault(event.operation, set()).add(number)
        return numbers

    def messages_to(self, shopper: str) -> tuple[MessageAnswer, ...]:
        """The shopper's lines of the outbox: by their profiles, or by what started them, for a profile can be gone."""
        there = {profile.cio_id for profile in self.people}
        theirs = {profile.cio_id for profile in self.profiles(shopper)}
        mine = self.record.operations_of(shopper)
        return tuple(
            message
            for message in self.messages
            if message.cio_id in theirs or (message.cio_id not in there and message.trigger_operation in mine)
        )

    def recipient(self, message: MessageAnswer, shoppers: Iterable[str]) -> str | None:
        """Whom of the shoppers a message went to, else whose address it has."""
        for shopper in shoppers:
            if message in self.messages_to(shopper):
                return shopper
        if message.recipient is None:
            return None
        address = _form(Identifier("email", message.recipient))
        return next((one for one in shoppers if address in map(_form, self.truth(one).identifiers)), None)

    def history(self, shopper: str) -> list[EventFact]:
        """The custom events on the shopper's profiles, by timestamp, then arrival."""
        events = [event for profile in self.profiles(shopper) for event in profile.events if event.kind == "event"]
        return sorted(events, key=lambda event: (event.at, event.operation))


def holds(profile: PersonAnswer, identifier: Identifier) -> bool:
    """Whether the profile has that identifier."""
    return _form(identifier) in _forms(profile)


def _forms(profile: PersonAnswer) -> frozenset[Identifier]:
    """The identifiers of a profile as they are compared."""
    named: tuple[tuple[IdentifierKind, str | None], ...] = (
        ("id", profile.id),
        ("email", profile.email),
        ("phone", profile.phone),
    )
    return frozenset(_form(Identifier(kind, value)) for kind, value in named if value is not None)


def _form(identifier: Identifier) -> Identifier:
    return Identifier(identifier.kind, lookup_form(identifier.kind, identifier.value))
