"""How the App API numbers campaigns and their messages, which it calls actions: from 1, in the order of the definition.

Delays are no actions. The numbers of actions go on from campaign to campaign.
"""

from collections.abc import Iterator
from typing import NamedTuple

from simulator.wire.terms import Terms
from simulator.workspace.campaigns.campaign import Campaign, Send


class Action(NamedTuple):
    """The message that stands at that step, counted from 1, of the campaign of that number."""

    number: int
    campaign: str
    step: int
    message: Send


def actions(terms: Terms) -> Iterator[Action]:
    """Every action of the workspace."""
    number = 0
    for campaign_id, campaign in terms.campaigns.items():
        for step, message in enumerate(campaign.steps, 1):
            if isinstance(message, Send):
                number += 1
                yield Action(number, campaign_id, step, message)


def actions_of(campaign_id: str, terms: Terms) -> list[Action]:
    """The actions of one campaign."""
    return [action for action in actions(terms) if action.campaign == campaign_id]


def campaign_number(name: str | None, terms: Terms) -> int | None:
    """The number of the campaign called so, if one still is."""
    return next((int(number) for number, one in terms.campaigns.items() if one.name == name), None)


def action_number(name: str | None, step: int | None, terms: Terms) -> int | None:
    """The number of the message at that step of the campaign, if it is still there."""
    for action in actions(terms):
        if action.step == step and _campaign(action, terms).name == name:
            return action.number
    return None


def _campaign(action: Action, terms: Terms) -> Campaign:
    return terms.campaigns[action.campaign]
