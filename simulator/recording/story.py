"""The story of what came in: each delivery at its time and in its order, and in the end what was seen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

import msgspec

from simulator.documents import Place, Problems, node_of
from simulator.errors import UsageError
from simulator.instants import Instant
from simulator.operations import FactOperation
from simulator.recording.kept import state_traffic
from simulator.recording.masking import Mask
from simulator.recording.people import People
from simulator.recording.traffic import Heard, journal_traffic
from simulator.recording.witness import Seen, checks_of
from simulator.scenario import Act, Expect, Scenario, ScenarioItem, Shop
from simulator.shoppers import SendCalls, Shopper
from simulator.targets import StandingWorkspace
from simulator.values import Json
from simulator.wire.terms import terms_of
from simulator.workspace import MessageAnswer, PersonAnswer, SegmentAnswer, read_definition


@dataclass(frozen=True, slots=True)
class Recording:
    """The story; `left_out` is what changed something and no story can send, in words."""

    scenario: Scenario
    left_out: tuple[str, ...]
    mask: Mask


def recorded(workspace: StandingWorkspace, *, name: str, state: Path | None = None) -> Recording:
    """What the workspace heard, and what it is now; nothing of it is real any more.

    Args:
        state: the file of the workspace, if it is told from one: it holds no journal.

    Raises:
        UsageError: it heard nothing that a story can send, or what was heard first is not there any more.
        TargetError: nobody answers.
    """
    told, people_there = workspace.definition(), workspace.people()
    terms = terms_of(read_definition(node_of(told), Problems()))
    found = journal_traffic(workspace.requests(), terms) if state is None else state_traffic(state, workspace.name)
    if not found.heard:
        raise UsageError("nothing was heard that a story can send: no call changed anything")
    mask = Mask(_plain_text(told, people_there, found.heard))
    definition = mask.definition(told)
    assert isinstance(definition, dict), "a definition is a mapping"
    read = read_definition(node_of(definition), Problems())
    heard = [_masked(one, mask) for one in found.heard]
    profiles = [_masked_profile(profile, mask) for profile in people_there]
    people = People((call for one in heard for call in one.calls), profiles)
    starts = heard[0].at
    acts = tuple(act for one in heard for act in _acts(one, people, starts))
    seen = Seen(
        people=profiles,
        owners=_owners(profiles, heard, people),
        members={mask.text(segment.name): _members(segment) for segment in workspace.segments()},
        messages=[_masked_message(message, mask) for message in workspace.messages()],
        campaigns=tuple(read.campaigns),
    )
    checks = tuple(checks_of(seen, people.names))
    place = Place("recorded traffic", 1, 1)
    items: tuple[ScenarioItem, ...] = (*acts, Expect(place, "what was seen", checks, workspace.now() - starts))
    scenario = Scenario(
        name=name,
        place=place,
        definition=definition,
        items=items,
        starts=starts,
        shop=Shop(zone=read.settings.timezone),
        shoppers=tuple(map(Shopper, people.names)),
    )
    return Recording(scenario, found.left_out, mask)


def _plain_text(definition: dict[str, Json], people: Sequence[PersonAnswer], heard: Sequence[Heard]) -> str:
    """All that is said in it, as one text."""
    calls = [call for one in heard for call in one.calls]
    return msgspec.json.encode((definition, people, calls)).decode()


def _masked(heard: Heard, mask: Mask) -> Heard:
    calls = tuple(_masked_call(call, mask) for call in heard.calls)
    return replace(heard, source=mask.text(heard.source), calls=calls)


def _masked_call(call: FactOperation, mask: Mask) -> FactOperation:
    """The call with everything in it masked; what a person is called is looked for among attributes alone."""
    changes: dict[str, object] = {}
    for field in call.__struct_fields__:
        plain: Json = msgspec.to_builtins(getattr(call, field))
        match field, plain:
            case "attributes", dict():
                changes[field] = mask.members(plain, personal=True)
            case "data", dict():
                changes[field] = mask.members(plain)
            case (("who" | "primary" | "secondary"), dict()):
                changes[field] = {"kind": plain["kind"], "value": mask.value(plain["value"], name=str(plain["kind"]))}
            case "people", list():
                changes[field] = [mask.value(one) for one in plain]
            case "phone", str():
                changes[field] = mask.value(plain, name="phone")
            case "token", str():
                changes[field] = mask.token(plain)
            case _, str():
                changes[field] = mask.text(plain)
            case _:
                changes[field] = plain
    return msgspec.convert(changes, type(call))


def _masked_profile(profile: PersonAnswer, mask: Mask) -> PersonAnswer:
    """Who it is and what it holds, masked; the data of its events are not looked at."""
    named = {"phone": profile.phone, "email": profile.email, "id": profile.id}
    masked = {name: None if value is None else mask.value(value, name=name) for name, value in named.items()}
    kept = mask.members({name: fact.value for name, fact in profile.attributes.items()}, personal=True)
    names = {mask.text(name): name for name in profile.attributes}
    attributes = {
        name: msgspec.structs.replace(profile.attributes[names[name]], value=value) for name, value in kept.items()
    }
    events = tuple(msgspec.structs.replace(event, name=mask.text(event.name)) for event in profile.events)
    return msgspec.structs.replace(profile, **masked, attributes=attributes, events=events)


def _masked_message(message: MessageAnswer, mask: Mask) -> MessageAnswer:
    """Of which campaign it is; what it says is not looked at."""
    return msgspec.structs.replace(message, campaign=None if message.campaign is None else mask.text(message.campaign))


def _acts(heard: Heard, people: People, starts: Instant) -> Iterator[Act]:
    """The delivery; of one that is about several people each in turn."""
    place = Place("recorded traffic", heard.line, 1)
    for shopper, calls in groupby(heard.calls, lambda call: people.of(call) or people.names[0]):
        yield Act(place, heard.words, SendCalls(shopper, heard.source, tuple(calls)), at=heard.at - starts)


def _owners(profiles: Sequence[PersonAnswer], heard: Sequence[Heard], people: People) -> dict[str, frozenset[str]]:
    """Whose each profile is: by its identifiers, and by whose calls brought its events."""
    senders = {
        number: people.of(call) or people.names[0]
        for one in heard
        for number, call in zip(one.numbers, one.calls, strict=False)
    }
    return {
        profile.cio_id: frozenset(
            name
            for name in (people.of_profile(profile), *(senders.get(event.operation) for event in profile.events))
            if name is not None
        )
        for profile in profiles
    }


def _members(segment: SegmentAnswer) -> frozenset[str]:
    return frozenset(member.cio_id for member in segment.members)
