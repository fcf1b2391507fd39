"""The shoppers whom the Givens of a feature's scenario introduce: devices, and what is known of them from before."""

from collections.abc import Iterable

import msgspec

from simulator.documents import Place, Problems
from simulator.language.people import Fact, check_sharing, known_facts
from simulator.language.phrases.parts import (
    AlsoUses,
    BlocksTracking,
    KnownCustomer,
    NewVisitor,
    SeparateProfiles,
    SharesDevice,
)
from simulator.language.sayings import Saying
from simulator.language.tables import Row, fact_value
from simulator.scenario import Shopper
from simulator.shoppers import KnownFact, SharedDevice

INTRODUCES = NewVisitor | KnownCustomer | SeparateProfiles
"""What brings a shopper into a scenario."""


def introduced(sayings: Iterable[Saying], problems: Problems) -> tuple[Shopper, ...]:
    """The shoppers in the order in which they are first spoken of."""
    shoppers: dict[str, Shopper] = {}
    places: dict[str, Place] = {}
    for said in sayings:
        part = said.part
        if isinstance(part, NewVisitor | KnownCustomer) and part.shopper in shoppers:
            problems.add(said.step.place, f"duplicate name '{part.shopper}'; this shopper is there already")
        if isinstance(part, INTRODUCES):
            persona = part.persona if isinstance(part, NewVisitor) else "visitor"
            shoppers.setdefault(part.shopper, Shopper(part.shopper, persona))
        name = getattr(part, "shopper", None)
        if isinstance(name, str) and name in shoppers:
            before = shoppers[name]
            shoppers[name] = _amended(before, said, problems)
            if shoppers[name] != before:
                places[name] = said.step.place
    check_sharing(shoppers, places, problems)
    return tuple(shoppers.values())


def _amended(shopper: Shopper, said: Saying, problems: Problems) -> Shopper:
    """The shopper with what a Given says of them."""
    match said.part:
        case NewVisitor(device=str(device)) | AlsoUses(device=device) if device not in shopper.devices:
            return msgspec.structs.replace(shopper, devices=(*shopper.devices, device))
        case SharesDevice(device=device, owner=owner):
            return msgspec.structs.replace(shopper, shares=(*shopper.shares, SharedDevice(device, owner)))
        case BlocksTracking(device=device):
            return msgspec.structs.replace(shopper, blocks=(*shopper.blocks, device))
        case KnownCustomer():
            return msgspec.structs.replace(shopper, known=_known(said, said.part, problems))
        case SeparateProfiles():
            profiles = _profiles(said, said.part, problems)
            return msgspec.structs.replace(shopper, profiles=(*shopper.profiles, *profiles))
        case _:
            return shopper


def _known(said: Saying, part: KnownCustomer, problems: Problems) -> tuple[KnownFact, ...]:
    facts: list[Fact] = []
    for place, row in said.rows(part.table):
        value = fact_value(place, row["value"], problems, type_named=row.get("type", ""))
        facts.append((place, row["attribute"], value, row.get("owner", "")))
    return known_facts(facts, said.step.place, problems, what="a known customer")


def _profiles(said: Saying, part: SeparateProfiles, problems: Problems) -> tuple[tuple[KnownFact, ...], ...]:
    rows = said.rows(part.table)
    if not rows:
        problems.add(said.step.place, f"step '{said.step.text}' has a table without rows, so nobody is there")
    return tuple(known_facts(_facts(place, row, problems), place, problems, what="a profile") for place, row in rows)


def _facts(place: Place, row: Row, problems: Problems) -> list[Fact]:
    return [(place, attribute, fact_value(place, cell, problems), "") for attribute, cell in row.items()]
