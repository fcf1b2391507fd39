"""The channels of messages, and where on each a message to a person goes.

A person is reached by email address, by phone number, or on the devices whose tokens take pushes; in-app messages wait
for them in the app, and Slack and webhook messages go to the shop itself.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple, assert_never

from simulator.values import Json
from simulator.workspace.profiles import DeviceRow, Person
from simulator.workspace.provider_lists import ProviderLists

Channel = Literal["email", "sms", "push", "whatsapp", "in_app", "slack", "webhook"]

NEEDS_CONSENT: frozenset[Channel] = frozenset(("email", "sms", "push", "whatsapp"))
"""The channels that an unsubscribed person is not written to by; the others go out (consent.channels-covered)."""


class Address(NamedTuple):
    """Where the message goes, and who it seems to come from where the event says so."""

    to: str | None
    sender: str | None = None
    reply_to: str | None = None


class Unreachable(NamedTuple):
    """Why there is nowhere to go, and by which rule; `dropped` where a provider is known to take nothing."""

    reason: str
    rule: str
    state: Literal["failed", "dropped"] = "failed"


def address_of(
    channel: Channel, person: Person, event: Mapping[str, Json], blocked: ProviderLists
) -> Address | Unreachable:
    """Where a message goes on that channel.

    Args:
        event: the data of the event that started it.
        blocked: addresses that the email provider refuses.
    """
    match channel:
        case "email":
            return _mailbox(person, event, blocked)
        case "sms" | "whatsapp":
            number = person.attribute("phone")
            return Address(number) if isinstance(number, str) else Unreachable("the person has no phone number", _NONE)
        case "push":
            return tokens_of(person)
        case "in_app":
            return Address(person.id or person.email or person.cio_id)
        case "slack" | "webhook":
            return Address(None)
        case _:
            assert_never(channel)


_NONE = "campaigns.entry.no-address-enters"


def _mailbox(person: Person, event: Mapping[str, Json], blocked: ProviderLists) -> Address | Unreachable:
    """The event's own recipient, else the person's address.

    Rules: events.reserved, suppression.esp-separate, messages.dropped.suppressed.
    """
    to = _text(event, "recipient") or person.attribute("email")
    if not isinstance(to, str):
        return Unreachable("the person has no email address", _NONE)
    return refused_by_provider(to, blocked) or Address(to, _text(event, "from_address"), _text(event, "reply_to"))


def refused_by_provider(to: str, blocked: ProviderLists) -> Unreachable | None:
    """Why no mail goes to the address, if the email provider takes none (messages.dropped.suppressed)."""
    listed = blocked.of(to)
    if listed is None:
        return None
    said = f"the email provider takes nothing for {to}: {listed.reason}"
    return Unreachable(said, "suppression.esp-separate", "dropped")


def tokens_of(person: Person) -> Address | Unreachable:
    """Every device whose token is not suppressed (devices.status)."""
    tokens = [device.token for device in takes_pushes(person)]
    if tokens:
        return Address(", ".join(tokens))
    if person.devices:
        return Unreachable("every device of the person is suppressed after two bounces", "devices.status", "dropped")
    return Unreachable("the person has no device", _NONE)


def takes_pushes(person: Person) -> list[DeviceRow]:
    """The person's devices but for those that two pushes in a row did not reach."""
    return [device for device in person.devices.values() if device.status != "suppressed"]


def _text(event: Mapping[str, Json], name: str) -> str | None:
    value = event.get(name)
    return value if isinstance(value, str) and value.strip() else None
