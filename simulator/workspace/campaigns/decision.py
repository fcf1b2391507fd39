"""What becomes of a message in its second: sent, withheld or failed, and why. Nothing is changed here.

Consent is tested first, then the address; then the subject is rendered with the profile of that second and the event
of this enrolment.
"""

from collections.abc import Mapping

from simulator.instants import duration_words
from simulator.values import Json
from simulator.workspace.campaigns.campaign import Campaign, Send
from simulator.workspace.campaigns.channel import Unreachable, address_of
from simulator.workspace.campaigns.consent import Topic, withheld
from simulator.workspace.campaigns.enrolment import Enrolment
from simulator.workspace.campaigns.outbox import Decided
from simulator.workspace.campaigns.templates import RenderFailed, render
from simulator.workspace.facts import Facts
from simulator.workspace.mailing import stopped_by
from simulator.workspace.present import Present
from simulator.workspace.profiles import IDENTIFIER_NAMES, Person


def decide(
    step: Send, campaign: Campaign, enrolment: Enrolment, person: Person, facts: Facts, topics: Mapping[str, Topic]
) -> Decided:
    """Whether the message of `step` goes out now; the state at the message counts, not that at entry.

    Rules: consent.checked-at-message, campaigns.entry.no-address-enters, liquid.undefined-output-fails.
    """
    refusal = withheld(person, step, campaign, topics)
    if refusal is not None:
        return Decided("withheld", *refusal)
    address = address_of(step.channel, person, enrolment.row.data, facts.provider_lists)
    if isinstance(address, Unreachable):
        return Decided(address.state, address.reason, address.rule)
    stopped = stopped_by(facts, address.to, step.sender)
    if stopped is not None:
        reason = f"{address.to} answered STOP to {step.sender}"
        return Decided("withheld", reason, "consent.sms-stop-per-sender", (stopped,))
    try:
        subject = render(step.subject, _values(enrolment, person), now=facts.now)
    except RenderFailed as failed:
        return Decided("failed", f"the subject: {failed}", "liquid.undefined-output-fails")
    return Decided(
        "sent",
        _why_sent(campaign, enrolment, facts.present),
        recipient=address.to,
        subject=subject,
        sender=address.sender or step.sender,
        reply_to=address.reply_to,
    )


def _why_sent(campaign: Campaign, enrolment: Enrolment, present: Present) -> str:
    waited = duration_words(present.now - enrolment.entered_at)
    began = f"{waited} after entering with '{enrolment.row.name}' of {present.clock(enrolment.row.at)}"
    if campaign.goal is None:
        return began
    return f"{began}; no '{campaign.goal}' since {present.clock(enrolment.entered_at)} is known"


def _values(enrolment: Enrolment, person: Person) -> dict[str, Json]:
    """What a template may name: the profile as it is now, the event as it was (liquid.render-at-send)."""
    row = enrolment.row
    return {
        "customer": profile_of(person),
        "event": without_nulls(row.data),
        "event_name": row.name,
        "event_timestamp": row.at,
        "event_id": row.id or "",
        "campaign": {"name": enrolment.campaign},
    }


def profile_of(person: Person) -> dict[str, Json]:
    """What a template finds under `customer`."""
    attributes: dict[str, Json] = {name: held.value for name, held in person.attributes.items()}
    identifiers: dict[str, Json] = {kind: person.identifier(kind) for kind in IDENTIFIER_NAMES}
    return without_nulls({**identifiers, **attributes})


def without_nulls(values: dict[str, Json]) -> dict[str, Json]:
    """The values that are there: to a template null is missing (liquid.null-output)."""
    return {
        name: without_nulls(value) if isinstance(value, dict) else value
        for name, value in values.items()
        if value is not None
    }
