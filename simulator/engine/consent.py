"""Whether everybody who was sent something had said yes to it: by what they chose, not by what the workspace knows."""

from collections.abc import Sequence

from simulator.engine.finding import Finding, counted
from simulator.engine.sight import Sight
from simulator.scenario import ConsentRespected
from simulator.workspace import MessageAnswer


def consent_respected(check: ConsentRespected, sight: Sight, shoppers: Sequence[str]) -> Finding:
    """Look at every message sent, with the last choice of its recipient before it."""
    sent = [one for one in sight.messages if one.state == "sent" and check.channel in (None, one.channel)]
    wrong = [(one, reason) for one in sent if (reason := _objection(one, sight, shoppers)) is not None]
    recipients = (sight.recipient(message, shoppers) for message, _ in wrong)
    found = "; ".join(reason for _, reason in wrong)
    return Finding(
        holds=not wrong,
        expected=f"nobody receives {check.channel or 'a message'} without recorded consent",
        found=found or f"{counted(len(sent), 'message')}, each with consent",
        shoppers=tuple(dict.fromkeys(shopper for shopper in recipients if shopper is not None)),
        operations=frozenset(message.trigger_operation for message, _ in wrong),
    )


def _objection(message: MessageAnswer, sight: Sight, shoppers: Sequence[str]) -> str | None:
    """Why the message should not have been sent, if so."""
    shopper = sight.recipient(message, shoppers)
    if shopper is None:
        return f"'{message.name}' went to {message.recipient or message.cio_id}, who is nobody in the story"
    choices = [
        choice
        for choice in sight.truth(shopper).choices
        if choice.channel == message.channel and choice.at <= message.at
    ]
    if not choices:
        return f"'{message.name}' went to {shopper}, who never opted in to {message.channel}"
    return None if choices[-1].given else f"'{message.name}' went to {shopper}, who had opted out of {message.channel}"
