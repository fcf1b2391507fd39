"""Activity of nobody yet: events and relations held under an anonymous id until somebody is identified with it.

Held for 30 days, attached at the identification, and up to five minutes after it for those that come late. The first
person an id is identified with keeps it, unless the settings say otherwise.
"""

import msgspec

from simulator.instants import DAY, Instant
from simulator.workspace.edges import inside, over_at
from simulator.workspace.events import EventRow
from simulator.workspace.profiles import RelationRow
from simulator.workspace.settings import Settings

KEPT = 30 * DAY
"""How long an event is held (anonymous.retention)."""


class Owner(msgspec.Struct, frozen=True, gc=False):
    """Who was identified with an anonymous id, and when."""

    person: int
    identified_at: Instant


class Anonymous:
    """The held events by anonymous id, and who was identified with which id and when."""

    def __init__(self) -> None:
        self.held: dict[str, list[EventRow]] = {}
        self.relations: dict[str, dict[tuple[str, str], RelationRow]] = {}
        self.owners: dict[str, Owner] = {}

    def hold(self, anonymous_id: str, row: EventRow) -> None:
        self.held.setdefault(anonymous_id, []).append(row)

    def claim(self, anonymous_id: str, person: int, now: Instant, settings: Settings) -> list[EventRow]:
        """The events that become the person's on being identified with the id at `now`; none if it is another's.

        Rules: anonymous.merge, anonymous.reuse. An id that the person was identified with before brings nothing more:
        what came later than five minutes stays anonymous (anonymous.reidentify).
        """
        owner = self.owners.get(anonymous_id)
        if owner is not None and not _claims_again(owner, person, settings):
            return []
        self.owners[anonymous_id] = Owner(person, now)
        if owner is not None and owner.person != person and settings.anon_id_reuse == "newer_only":
            return []
        held = self.held.pop(anonymous_id, [])
        gone = [row for row in held if now >= forgotten_at(row, settings)]
        if gone:
            self.held[anonymous_id] = gone
        return [row for row in held if now < forgotten_at(row, settings)]

    def claim_relations(self, anonymous_id: str) -> dict[tuple[str, str], RelationRow]:
        """The relations that were held under the id (anonymous.objects)."""
        return self.relations.pop(anonymous_id, {})

    def owner_at(self, anonymous_id: str, now: Instant, settings: Settings) -> int | None:
        """Whose an event is that arrives at `now` with this id, if it is somebody's already (anonymous.late5)."""
        owner = self.owners.get(anonymous_id)
        if owner is None or not inside(now - owner.identified_at, settings.anonymous_late_window, settings):
            return None
        return owner.person

    def hand_over(self, anonymous_id: str, person: int) -> None:
        """Let the id be another person's from now on, as if always (merge.anonymous)."""
        owner = self.owners.get(anonymous_id)
        if owner is not None:
            self.owners[anonymous_id] = Owner(person, owner.identified_at)

    def forget(self, anonymous_id: str, now: Instant, settings: Settings) -> list[EventRow]:
        """Let go of what was held too long; these events."""
        held = self.held.pop(anonymous_id, [])
        kept = [row for row in held if now < forgotten_at(row, settings)]
        if kept:
            self.held[anonymous_id] = kept
        return [row for row in held if now >= forgotten_at(row, settings)]

    def empty(self) -> None:
        self.held.clear()
        self.relations.clear()
        self.owners.clear()


def _claims_again(owner: Owner, person: int, settings: Settings) -> bool:
    """Whether an id that has an owner can be claimed, by the same person or by another one."""
    if owner.person == person:
        return settings.anon_reidentify_same_id == "merges"
    return settings.anon_id_reuse != "first_wins"


def forgotten_at(row: EventRow, settings: Settings) -> Instant:
    """The first second at which the held event is gone: the thirtieth day holds its last second."""
    counted_from = row.received if settings.anon_retention_clock == "received" else row.at
    return over_at(counted_from, KEPT, settings)
