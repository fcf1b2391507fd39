"""The channels of messages, and where on each a message to a person goes.

A person is reached by email address, by phone number, or on the devices whose tokens take pushes; in-app messages wait
for them in the app, and Slack and webhook messages go to the shop itself.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple, assert_never

from simulator.workspace.events import EventRow
from simulator.workspace.mailing import address_key
from simulator.workspace.profiles import Person

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


def address_of(channel: Channel, person: Person, row: EventRow, blocked: Mapping[str, str]) -> Address | Unreachable:
    """Where a message that `row` started goes on that channel; `blocked` are addresses the email provider refuses."""
    match channel:
        case "email":
            return _mailbox(person, row, blocked)
        case "sms" | "whatsapp":
            number = person.attribute("phone")
            return Address(number) if isinstance(number, str) else Unreachable("the person has no phone number", _NONE)
        case "push":
            return _tokens(person)
        case "in_app":
            return Address(person.id or person.email or person.cio_id)
        case "slack" | "webhook":
            return Address(None)
        case _:
            assert_never(channel)


_NONE = "campaigns.entry.no-address-enters"


def _mailbox(person: Person, row: EventRow, blocked: Mapping[str, str]) -> Address | Unreachable:
    """The event's own recipient, else the person's address.

    Rules: events.reserved, suppression.esp-separate, messages.dropped.suppressed.
    """
    to = _text(row, "recipient") or person.attribute("email")
    if not isinstance(to, str):
        return Unreachable("the person has no email address", _NONE)
    reason = blocked.get(address_key(to))
    if reason is not None:
        said = f"the email provider takes nothing for {to}: {reason}"
        return Unreachable(said, "suppression.esp-separate", "dropped")
    return Address(to, _text(row, "from_address"), _text(row, "reply_to"))


def _tokens(person: Person) -> Address | Unreachable:
    """Every device whose token is not suppressed (devices.status)."""
    tokens = [device.token for device in person.devices.values() if device.status != "suppressed"]
    if tokens:
        return Address(", ".join(tokens))
    if person.devices:
        return Unreachable("every device of the person is suppressed after two bounces", "devices.status", "dropped")
    return Unreachable("the person has no device", _NONE)


def _text(row: EventRow, name: str) -> str | None:
    value = row.data.get(name)
    return value if isinstance(value, str) and value.strip() else None
