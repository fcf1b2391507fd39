"""Activity of nobody yet: events held under an anonymous id until somebody is identified with it.

Held for 30 days, attached at the identification, and up to five minutes after it for those that come late. The first
person an id is identified with keeps it.
"""

from simulator.instants import DAY, MINUTE, Instant
from simulator.workspace.events import EventRow

KEPT = 30 * DAY
"""How long an event is held, counted from its receipt (anonymous.retention)."""
LATE = 5 * MINUTE
"""How long after the identification events still attach (anonymous.late5)."""


class Anonymous:
    """The held events by anonymous id, and who was identified with which id and when."""

    def __init__(self) -> None:
        self.held: dict[str, list[EventRow]] = {}
        self.owners: dict[str, tuple[int, Instant]] = {}

    def hold(self, anonymous_id: str, row: EventRow) -> None:
        self.held.setdefault(anonymous_id, []).append(row)

    def claim(self, anonymous_id: str, person: int, now: Instant) -> list[EventRow]:
        """The events that become the person's on being identified with the id at `now`; none if it is another's.

        Rules: anonymous.merge, anonymous.reuse. An id that the person was identified with before brings nothing more:
        what came later than five minutes stays anonymous (anonymous.reidentify).
        """
        if anonymous_id in self.owners:
            return []
        self.owners[anonymous_id] = (person, now)
        attached, gone = self._split(anonymous_id, now)
        self._keep(anonymous_id, gone)
        return attached

    def owner_at(self, anonymous_id: str, now: Instant) -> int | None:
        """Whose an event is that arrives at `now` with this id, if it is somebody's already."""
        person, identified_at = self.owners.get(anonymous_id, (None, 0))
        return person if now - identified_at <= LATE else None

    def forget(self, anonymous_id: str, now: Instant) -> int:
        """Let go of what was held too long; how many events."""
        kept, gone = self._split(anonymous_id, now)
        self._keep(anonymous_id, kept)
        return len(gone)

    def empty(self) -> None:
        self.held.clear()
        self.owners.clear()

    def _split(self, anonymous_id: str, now: Instant) -> tuple[list[EventRow], list[EventRow]]:
        """What is held under the id in order of receipt, and what stands before it whose time is over."""
        held = self.held.get(anonymous_id, [])
        over = sum(now >= forgotten_at(row) for row in held)
        return held[over:], held[:over]

    def _keep(self, anonymous_id: str, rows: list[EventRow]) -> None:
        if rows:
            self.held[anonymous_id] = rows
        else:
            self.held.pop(anonymous_id, None)


def forgotten_at(row: EventRow) -> Instant:
    """The first second at which the held event is gone: the thirtieth day holds its last second."""
    return row.received + KEPT + 1
