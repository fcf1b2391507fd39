"""The outbox: every message, of a campaign or transactional, sent or not, with its reason."""

from collections.abc import Iterable

import msgspec

from simulator.instants import Instant
from simulator.operations import SendTransactional
from simulator.workspace.campaigns.channel import Channel
from simulator.workspace.effects import MessageState
from simulator.workspace.profiles import Person
from simulator.workspace.subscription import UNSUBSCRIBED, means_unsubscribed


class Decided(msgspec.Struct, frozen=True, gc=False):
    """What becomes of a message and why; `by` are the operations whose facts decided."""

    state: MessageState
    reason: str
    rule: str | None = None
    by: tuple[int, ...] = ()
    recipient: str | None = None
    subject: str | None = None
    sender: str | None = None
    reply_to: str | None = None
    body: str | None = None


class MessageRow(msgspec.Struct, frozen=True, gc=False):
    """One line. `person` is the recipient's cio_id, `trigger` the operation of the event that started it.

    A transactional message has no campaign and no step, but the call that asked for it, completed by its template;
    `at` is the second in which it was decided, or asked for while it waits.
    """

    number: int
    campaign: str | None
    step: int | None
    channel: Channel
    name: str
    person: str
    enrolment: int | None
    at: Instant
    trigger: int
    decided: Decided
    order: SendTransactional | None = None


class Outbox:
    """The lines in the order in which they were decided; their numbers count from 1."""

    def __init__(self) -> None:
        self.rows: list[MessageRow] = []
        self._positions: dict[str, list[int]] = {}
        """Where the lines about each person stand, by cio_id."""

    def keep(self, message: MessageRow) -> None:
        self._positions.setdefault(message.person, []).append(len(self.rows))
        self.rows.append(message)

    def settle(self, number: int, decided: Decided, *, at: Instant) -> MessageRow:
        """Let this be what became of a message that waited; its line from now on."""
        line = self.rows[number - 1] = msgspec.structs.replace(self.rows[number - 1], decided=decided, at=at)
        return line

    def line(self, number: int) -> MessageRow | None:
        return self.rows[number - 1] if 0 < number <= len(self.rows) else None

    def hand_over(self, person: str, heir: str) -> None:
        """Let what was sent to somebody be the history of somebody else (merge.history)."""
        positions = self._positions.pop(person, [])
        for position in positions:
            self.rows[position] = msgspec.structs.replace(self.rows[position], person=heir)
        if positions:
            self._positions.setdefault(heir, []).extend(positions)

    def restore(self, rows: Iterable[MessageRow]) -> None:
        """Have these lines, and no others."""
        self.empty()
        for row in rows:
            self.keep(row)

    def empty(self) -> None:
        self.rows.clear()
        self._positions.clear()


def is_unsubscribed(person: Person) -> bool:
    """Whether the person wants no messages at all."""
    return means_unsubscribed(person.attribute(UNSUBSCRIBED))
