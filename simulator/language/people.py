"""What both languages say of shoppers before a story: what is known of them, and whose device they hold.

A cell or a value that is blank says nothing; yes and no of a consent are true and false; keys are texts.
"""

import re
from collections.abc import Iterable, Mapping
from typing import get_args

from simulator.documents import Place, Problems
from simulator.documents.problem import unknown
from simulator.language.sources import source_named
from simulator.scenario import Shopper
from simulator.shoppers import Channel, DeviceName, KeyKind, KnownFact, SharedDevice, channel_of, is_key
from simulator.values import Json, text_of

Fact = tuple[Place, str, Json, str]
"""Where a fact is written, its attribute, its value, and who owns it; nobody in particular without a name."""

_ANSWERS: dict[str, bool] = {"yes": True, "true": True, "no": False, "false": False}
_CONSENT = " consent"
_PHONE = re.compile(r"\+[0-9]+")


def check_phone(kind: KeyKind, value: str | None, place: Place, problems: Problems) -> None:
    """Note a phone without the country code, as YAML reads a number that stands without quotes."""
    if kind == "phone" and value is not None and not _PHONE.fullmatch(value):
        wanted = "a plus and the country code, such as +12025550143, in YAML in quotes"
        problems.add(place, f"'{value}' is no phone number; write it with {wanted}")


def known_facts(facts: Iterable[Fact], place: Place, problems: Problems, *, what: str) -> tuple[KnownFact, ...]:
    """What is known of one profile, which must have a key."""
    read = tuple(_fact(fact, problems) for fact in facts if fact[2] not in (None, ""))
    if not any(is_key(fact.attribute) for fact in read):
        problems.add(place, f"{what} needs a customer_id, an email or a phone")
    return read


def _fact(fact: Fact, problems: Problems) -> KnownFact:
    place, attribute, value, owner = fact
    named = source_named(owner) if owner else "backend"
    _check_channel(attribute, place, problems)
    if channel_of(attribute) is not None:
        return KnownFact(attribute, _answer(attribute, value, place, problems), named)
    if is_key(attribute):
        value = text_of(value)
        if attribute == "phone":
            check_phone("phone", value, place, problems)
    return KnownFact(attribute, value, named)


def _check_channel(attribute: str, place: Place, problems: Problems) -> None:
    """Note consent to what is no channel: as an attribute of that name it would be no consent to anything."""
    channel = attribute.lower().removesuffix(_CONSENT)
    if attribute.lower().endswith(_CONSENT) and channel_of(attribute) is None:
        problems.add(place, unknown("channel", channel, get_args(Channel), where=f" in '{attribute}'"))


def _answer(attribute: str, value: Json, place: Place, problems: Problems) -> bool:
    answer = _ANSWERS.get(text_of(value).lower())
    if answer is None:
        problems.add(place, f"{attribute}: expected yes or no, found '{text_of(value)}'")
    return answer is True


def check_sharing(shoppers: Mapping[str, Shopper], places: Mapping[str, Place], problems: Problems) -> None:
    """Note shared devices that are not one device of one owner."""
    for name, shopper in shoppers.items():
        for shared in shopper.shares:
            if shared.owner == name:
                problems.add(places[name], f"'{name}' shares the {shared.device} with nobody but themselves")
            elif shared.device in shopper.devices:
                message = f"'{name}' has a {shared.device} already, beside the one of '{shared.owner}'"
                problems.add(places[name], message)
            elif owner := _lender(shoppers.get(shared.owner), shared.device):
                message = f"the {shared.device} of '{shared.owner}' is that of '{owner}'; name '{owner}' as its owner"
                problems.add(places[name], message)


def _lender(shopper: Shopper | None, device: DeviceName) -> str | None:
    shares: tuple[SharedDevice, ...] = () if shopper is None else shopper.shares
    return next((shared.owner for shared in shares if shared.device == device), None)
