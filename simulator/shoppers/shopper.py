"""A shopper as a story introduces them: their devices, and what is known of them before anything happens."""

from collections.abc import Iterable
from typing import Literal

import msgspec

from simulator.deliveries import SourceName
from simulator.shoppers.behaviours import DeviceName, KeyKind
from simulator.shoppers.consent import Choice, channel_of, consent_attributes
from simulator.shoppers.keys import ATTRIBUTE_OF, Key, Keys
from simulator.shoppers.past import PastEvent
from simulator.values import Json, text_of

Persona = Literal["visitor", "guest"]

_KIND_OF: dict[str, KeyKind] = {attribute: kind for kind, attribute in ATTRIBUTE_OF.items()}


class SharedDevice(msgspec.Struct, frozen=True):
    """The device `device` of `owner`, with its one anonymous id."""

    device: DeviceName
    owner: str


class KnownFact(msgspec.Struct, frozen=True):
    """What is known of a person from before, and which source says so.

    `customer_id`, `email` and `phone` are keys; `email consent` is their choice about that channel.
    """

    attribute: str
    value: Json
    owner: SourceName = "backend"


Facts = tuple[KnownFact, ...]
"""What is known of one profile."""


class Shopper(msgspec.Struct, frozen=True):
    """A synthetic human.

    `devices` exist from the start; others appear with the first verb on them. Who has `known` facts is a customer
    already, signed in on every device of theirs. Each of `profiles` is there already too, and nobody knows that they
    are one person. Devices in `blocks` send nothing. `history` is what they did before.
    """

    name: str
    persona: Persona = "visitor"
    devices: tuple[DeviceName, ...] = ()
    shares: tuple[SharedDevice, ...] = ()
    known: Facts = ()
    profiles: tuple[Facts, ...] = ()
    blocks: tuple[DeviceName, ...] = ()
    history: tuple[PastEvent, ...] = ()


def is_key(attribute: str) -> bool:
    """Whether people are named by that attribute."""
    return attribute in _KIND_OF


def keys_in(facts: Iterable[KnownFact]) -> tuple[Key, ...]:
    """The keys among the facts, in order."""
    return tuple(Key(_KIND_OF[fact.attribute], text_of(fact.value)) for fact in facts if is_key(fact.attribute))


def known_keys(facts: Iterable[KnownFact]) -> Keys:
    """The keys of the profile that the facts are about."""
    keys = Keys()
    for key in keys_in(facts):
        keys = keys.having(key)
    return keys


def attributes_in(facts: Iterable[KnownFact], *, named_by: str) -> dict[str, Json]:
    """What a call tells of the facts, apart from the key with the value `named_by` that it carries."""
    attributes: dict[str, Json] = {}
    for fact in facts:
        channel = channel_of(fact.attribute)
        if channel is not None:
            attributes.update(consent_attributes(channel, given=fact.value is True))
        elif not (is_key(fact.attribute) and text_of(fact.value) == named_by):
            attributes[fact.attribute] = fact.value
    return attributes


def choices_in(facts: Iterable[KnownFact], at: int) -> tuple[Choice, ...]:
    """The choices about channels among the facts."""
    told = ((channel_of(fact.attribute), fact.value) for fact in facts)
    return tuple(Choice(channel, value is True, at) for channel, value in told if channel is not None)
