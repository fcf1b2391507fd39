"""A workspace that stands already, whoever made it: it is asked, and left as it is."""

from typing import TypeVar
from urllib.parse import quote

from simulator.documents import Problems, node_of
from simulator.documents.problem import unknown
from simulator.errors import UsageError
from simulator.instants import Instant, instant_from
from simulator.operations import Identifier
from simulator.targets.asking import Send, asked, detail_of, read_answer
from simulator.values import Json
from simulator.wire.control import BASE, WORKSPACES
from simulator.wire.control_answers import (
    ClockReading,
    JournalEntry,
    MessageList,
    ProfileList,
    RequestList,
    SegmentList,
)
from simulator.wire.control_commands import (
    AskWhy,
    Command,
    ListMessages,
    ListProfiles,
    ListRequests,
    ListSegments,
    ReadClock,
    ReadDefinition,
    ReadSegment,
)
from simulator.wire.control_requests import encode
from simulator.workspace import MemberAnswer, MessageAnswer, PersonAnswer, SegmentAnswer, read_definition

DEFAULT = "default"
"""The workspace that every emulator has."""

T = TypeVar("T")


class StandingWorkspace:
    """The workspace called `name`. Every method may raise `TargetError`; a name that nothing has is a `UsageError`."""

    def __init__(self, name: str, send: Send) -> None:
        self.name = name
        self._send = send
        self._base = BASE if name == DEFAULT else f"{WORKSPACES}/{quote(name, safe='')}"

    def zone(self) -> str:
        """The time zone that the workspace tells times in."""
        return read_definition(node_of(self.definition()), Problems()).settings.timezone

    def why(self, person: str, segment: str) -> MemberAnswer:
        """Whether the person with that id, email, phone or cio_id is in the segment, and why."""
        answer = self._found(AskWhy(segment, Identifier("id", person)), MemberAnswer)
        if answer is not None:
            return answer
        self._named(ReadSegment(segment), SegmentAnswer)
        return asked(self._send, AskWhy(segment, self._identifier(person)), MemberAnswer, base=self._base)

    def now(self) -> Instant:
        """The second in which the workspace is."""
        return instant_from(self._named(ReadClock(), ClockReading).now)

    def definition(self) -> dict[str, Json]:
        """What the workspace is set up with."""
        return self._named(ReadDefinition(), dict[str, Json])

    def people(self) -> tuple[PersonAnswer, ...]:
        """Everybody, the oldest profile first."""
        return self._named(ListProfiles(), ProfileList).profiles

    def segments(self) -> tuple[SegmentAnswer, ...]:
        """Every segment with its members."""
        return self._named(ListSegments(), SegmentList).segments

    def messages(self) -> tuple[MessageAnswer, ...]:
        """The outbox, oldest line first."""
        return self._named(ListMessages(), MessageList).messages

    def requests(self) -> tuple[JournalEntry, ...]:
        """The wire journal, oldest entry first."""
        return asked(self._send, ListRequests(), RequestList, base=self._base).requests

    def _identifier(self, person: str) -> Identifier:
        """The one whose identifier or attribute it is, where the text alone does not tell what is meant."""
        everybody = asked(self._send, ListProfiles(), ProfileList, base=self._base).profiles
        meant = [one.cio_id for one in everybody if person.casefold() in map(str.casefold, (one.cio_id, *_names(one)))]
        if not meant:
            raise UsageError(unknown("person", person, [name for one in everybody for name in _names(one)]))
        if len(meant) > 1:
            listed = ", ".join(f"cio_{cio_id}" for cio_id in meant)
            raise UsageError(f"'{person}' is what {len(meant)} people have; say which one: {listed}")
        return Identifier("cio_id", meant[0])

    def _found(self, command: Command, answer: type[T]) -> T | None:
        """The answer, or nothing if what is asked about is not there."""
        request = encode(command, base=self._base)
        response = self._send(request)
        return None if response.status == 404 else read_answer(request, response, answer)

    def _named(self, command: Command, answer: type[T]) -> T:
        """The answer; that what is asked about is not there is the user's slip."""
        request = encode(command, base=self._base)
        response = self._send(request)
        if response.status == 404:
            raise UsageError(detail_of(response))
        return read_answer(request, response, answer)


def _names(person: PersonAnswer) -> list[str]:
    """What a user may call the person by."""
    told = [fact.value for name, fact in person.attributes.items() if name in ("email", "phone")]
    known = [name for name in (person.id, person.email, person.phone, *told) if isinstance(name, str)]
    return [*dict.fromkeys(known), f"cio_{person.cio_id}"]
