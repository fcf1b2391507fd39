"""What becomes of a transactional message in its second: sent, held as a draft, withheld or failed, and why.

Consent counts only where call or template says so; addresses that the provider refuses, and numbers that answered STOP,
count always. Nothing is changed here.
"""

from typing import assert_never

from simulator.operations import SendTransactional
from simulator.values import Json
from simulator.workspace.campaigns.channel import (
    Address,
    Unreachable,
    refused_by_provider,
    takes_pushes,
    tokens_of,
)
from simulator.workspace.campaigns.consent import withheld_transactional
from simulator.workspace.campaigns.decision import profile_of, without_nulls
from simulator.workspace.campaigns.outbox import Decided
from simulator.workspace.campaigns.templates import RenderFailed, render, template_problem
from simulator.workspace.facts import Facts
from simulator.workspace.identifiers import can_be
from simulator.workspace.mailing import stopped_by
from simulator.workspace.profiles import Person


def decide(order: SendTransactional, person: Person, facts: Facts) -> Decided:
    """Whether the message goes out now.

    Rules: app.send.unsub-default, consent.sms-stop-per-sender, liquid.undefined-output-fails, messages.draft.metric.
    """
    refusal = None if order.send_to_unsubscribed else withheld_transactional(person, order.channel)
    if refusal is not None:
        return Decided("withheld", *refusal)
    try:
        said = _rendered(order, person, facts)
    except RenderFailed as failed:
        return Decided("failed", str(failed), "liquid.undefined-output-fails")
    address = _address(order, said["to"] or "", person, facts)
    if isinstance(address, Unreachable):
        return Decided(address.state, address.reason, address.rule)
    stopped = stopped_by(facts, address.to, said["from"]) if order.channel == "sms" else None
    if stopped is not None:
        reason = f"{address.to} answered STOP to {said['from']}"
        return Decided("withheld", reason, "consent.sms-stop-per-sender", (stopped,))
    return Decided(
        "drafted" if order.queue_draft else "sent",
        "waits as a draft until somebody sends it" if order.queue_draft else "was asked for by a transactional call",
        "messages.draft.metric" if order.queue_draft else None,
        recipient=address.to,
        subject=said["subject"],
        sender=said["from"],
        reply_to=said["reply_to"],
        body=said["body"],
    )


def _rendered(order: SendTransactional, person: Person, facts: Facts) -> dict[str, str | None]:
    """Every field of the message, filled with the profile of this second and the call's data (liquid.render-at-send).

    Raises:
        RenderFailed: one of them cannot be; the text names it.
    """
    values: dict[str, Json] = {"customer": profile_of(person), "trigger": without_nulls(order.data)}
    fields = {
        "to": ", ".join(order.to),
        "subject": order.subject,
        "from": order.sender,
        "reply_to": order.reply_to,
        "body": order.body,
    }
    said: dict[str, str | None] = {}
    for name, template in fields.items():
        fault = None if template is None else template_problem(template)
        if fault:
            raise RenderFailed(f"the {name}: {fault}")
        try:
            said[name] = None if template is None else render(template, values, now=facts.now)
        except RenderFailed as failed:
            raise RenderFailed(f"the {name}: {failed}") from failed
    return said


def _address(order: SendTransactional, to: str, person: Person, facts: Facts) -> Address | Unreachable:
    """Where the message goes: what the call says, whatever the profile has (messages.dropped.suppressed)."""
    match order.channel:
        case "email":
            return _mailboxes(to.split(", "), facts)
        case "sms":
            invalid = Unreachable(f"{to or 'nothing'} is no phone number in E.164", "campaigns.entry.no-address-enters")
            return Address(to) if to and can_be("phone", to) else invalid
        case "push":
            return _devices(to, person)
        case _:
            assert_never(order.channel)


def _mailboxes(addresses: list[str], facts: Facts) -> Address | Unreachable:
    """Every address that the provider takes; it is dropped where none is."""
    refusals = {address: refused_by_provider(address, facts.provider_lists) for address in addresses}
    open_to = [address for address, refusal in refusals.items() if refusal is None]
    if open_to:
        return Address(", ".join(open_to))
    return next(refusal for refusal in refusals.values() if refusal is not None)


def _devices(to: str, person: Person) -> Address | Unreachable:
    """All devices, the one that was used last, or the one with that token; it must be the person's own."""
    reached = takes_pushes(person)
    if to in ("", "all") or not reached:
        return tokens_of(person)
    if to == "last_used":
        return Address(max(reached, key=lambda device: device.last_used).token)
    if any(device.token == to for device in reached):
        return Address(to)
    return Unreachable(f"the person has no device {to} that takes pushes", "campaigns.entry.no-address-enters")
