"""Shoppers in an ordinary test: they do what the verbs of a journey say, and what they did has arrived."""

import pytest

from simulator.errors import DefinitionError
from simulator.gherkin.improvisation import Shoppers
from simulator.targets import Target
from simulator.targets.clock import TargetClock
from simulator.targets.live_views import Outbox


def test_what_a_shopper_did_has_arrived(shoppers: Shoppers, workspace: Target) -> None:
    maya = shoppers("Maya")

    maya.does("add to cart", on="laptop", product="Calm Serum")
    maya.does("identify", on="laptop", with_="email")

    (person,) = workspace.people()
    assert [(event.name, event.data["product"]) for event in person.events] == [("Added to Cart", "Calm Serum")]


def test_a_late_delivery_arrives_when_the_clock_gets_there(
    shoppers: Shoppers, clock: TargetClock, messages: Outbox
) -> None:
    maya = shoppers("Maya")
    maya.does("identify", on="phone", with_="email")
    maya.does("add to cart", on="phone", product="Calm Serum")
    maya.does("place order", on="phone", order="R-1", delivery={"late": "31m"})

    clock.tick("30 minutes")
    before = len(messages.sent())
    clock.tick("1 minute")

    assert before == 1
    assert messages[0].campaign == "Cart recovery"


def test_what_is_no_doing_is_told_with_advice(shoppers: Shoppers) -> None:
    with pytest.raises(DefinitionError, match=r"unknown verb 'ad to cart'.* Did you mean 'add to cart'"):
        shoppers("Maya").does("ad to cart", on="laptop")
