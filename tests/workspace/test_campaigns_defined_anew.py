"""People inside a campaign, or waiting before it, when its definition changes."""

import pytest

from simulator.values import Json
from tests.builders import define, hours, outbox, track
from tests.workspace.recoveries import CART, GOAL, SEND_AT, VIP, lived, recovery, sent


@pytest.mark.rule("campaigns.stop.two-ways")
def test_a_definition_without_the_campaign_ends_it_for_those_inside() -> None:
    machine = lived(CART, (60, define()), (61, define(campaigns=recovery())), campaigns=recovery())

    assert outbox(machine) == [(60, "Back", "not sent")]


LATER = recovery({"steps": [{"delay": "2 hours"}, {"send": {"email": "Later"}}]})
LONGER = recovery({"steps": [{"delay": "30 minutes"}, {"delay": "1 hour"}, {"send": {"email": "Longer"}}]})
SHORTER = recovery({"steps": [{"send": {"email": "Sooner"}}]})


@pytest.mark.parametrize(
    ("campaigns", "lines"),
    [
        pytest.param(LATER, [(SEND_AT, "Later", "sent")], id="a delay begun runs as it began"),
        pytest.param(LONGER, [(SEND_AT + hours(1), "Longer", "sent")], id="a step put in is taken"),
        pytest.param(SHORTER, [], id="a step gone is past"),
        pytest.param(recovery(GOAL), [(90, "Back", "not sent")], id="a new goal counts"),
    ],
)
def test_people_inside_a_campaign_that_is_defined_anew_go_on_in_its_new_form(
    campaigns: dict[str, Json], lines: list[tuple[int, str, str]]
) -> None:
    machine = lived(CART, (60, define(campaigns=campaigns)), (90, track("u1", "Order Placed")), campaigns=recovery())

    assert outbox(machine) == lines


@pytest.mark.parametrize(
    "more",
    [pytest.param({}, id="no filter"), pytest.param({"filter": {"attribute": "vip", "exists": False}}, id="another")],
)
def test_somebody_waiting_enters_as_soon_as_a_new_definition_admits_them(more: dict[str, Json]) -> None:
    machine = lived(CART, (60, define(campaigns=recovery(more))), campaigns=recovery(VIP))

    assert sent(machine) == [60 + SEND_AT]
