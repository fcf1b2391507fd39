"""Consent to messages by a channel: what a choice writes, and where it stands among what is known of a person."""

import msgspec

from simulator.shoppers.behaviours import Channel
from simulator.values import Json

CHANNELS: tuple[Channel, ...] = ("email", "sms", "push", "whatsapp")
_COLUMNS: dict[str, Channel] = {f"{channel} consent": channel for channel in CHANNELS}


class Choice(msgspec.Struct, frozen=True, gc=False):
    """Somebody said yes or no to a channel at `at`."""

    channel: Channel
    given: bool
    at: int


def consent_attributes(channel: Channel, *, given: bool) -> dict[str, Json]:
    """The flag and the subscription preference; never `unsubscribed`, which stands for all channels."""
    return {f"{channel}_consent": given, f"cio_subscription_preferences.channels.{channel}": given}


def channel_of(column: str) -> Channel | None:
    """The channel whose consent a column such as `email consent` tells."""
    return _COLUMNS.get(column.lower())
