"""What a workspace holds, asked anew at each look: what a test sees after it did something, not before."""

from collections.abc import Iterator, Sequence
from typing import overload

from simulator.targets.target import Target
from simulator.wire.control_answers import JournalEntry
from simulator.workspace import MessageAnswer


class Outbox(Sequence[MessageAnswer]):
    """The messages of a workspace, sent and not sent, the oldest line first."""

    def __init__(self, target: Target) -> None:
        self._target = target

    def __len__(self) -> int:
        return len(self._target.messages())

    def __iter__(self) -> Iterator[MessageAnswer]:
        return iter(self._target.messages())

    @overload
    def __getitem__(self, place: int) -> MessageAnswer: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[MessageAnswer, ...]: ...
    def __getitem__(self, place: int | slice) -> MessageAnswer | tuple[MessageAnswer, ...]:
        return self._target.messages()[place]

    def sent(self, to: str | None = None) -> tuple[MessageAnswer, ...]:
        """Those that were sent, to one address or to everybody."""
        return tuple(one for one in self if one.state == "sent" and to in (None, one.recipient))


class Deliveries(Sequence[JournalEntry]):
    """The calls that a workspace received, each with what it did, the oldest first."""

    def __init__(self, target: Target) -> None:
        self._target = target

    def __len__(self) -> int:
        return len(self._target.requests())

    def __iter__(self) -> Iterator[JournalEntry]:
        return iter(self._target.requests())

    @overload
    def __getitem__(self, place: int) -> JournalEntry: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[JournalEntry, ...]: ...
    def __getitem__(self, place: int | slice) -> JournalEntry | tuple[JournalEntry, ...]:
        return self._target.requests()[place]

    def silent(self) -> tuple[JournalEntry, ...]:
        """Those that were accepted and changed nothing."""
        return self._target.silent_requests()
