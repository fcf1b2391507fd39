import pytest

from simulator.service.carrying_out import sender
from simulator.values import Json
from simulator.wire import Request
from tests.service.caller import Caller
from tests.wire.track_calls import ACME

RELATED: list[Json] = [{"identifiers": ACME, "relationship_attributes": {"role": "admin"}}]


def identified(caller: Caller, **members: Json) -> None:
    """Identify person 5 by v1, who is related to an object in the same call."""
    relations = {"action": "add_relationships", "relationships": RELATED}
    caller.track("PUT", "/customers/5", {**members, "cio_relationships": relations})


@pytest.mark.rule("track.v1.identify-relationships")
def test_a_call_of_several_operations_does_them_all_and_tells_their_numbers(caller: Caller) -> None:
    identified(caller, plan="basic")

    profile = caller.profile("5")
    (entry,) = caller.journal()
    assert list(profile.attributes) == ["plan"]
    assert [(row.object_id, row.attributes) for row in profile.relations] == [("acme", {"role": "admin"})]
    assert len(entry.operations) == 2
    assert [effect.name for effect in entry.effects][-1] == "RelationChanged"


@pytest.mark.rule("identity.update-only")
def test_relations_of_an_update_of_nobody_make_nobody(caller: Caller) -> None:
    identified(caller, _update=True)

    assert caller.rows("/profiles") == []


def test_relations_of_a_call_over_a_limit_are_not_made(caller: Caller) -> None:
    identified(caller, bio="x" * 1_001)

    assert caller.rows("/profiles") == []


@pytest.mark.rule("identity.claim-taken")
def test_relations_of_an_id_that_was_refused_make_nobody(caller: Caller) -> None:
    caller.track("PUT", "/customers/7", {"email": "maya@example.com"})

    identified(caller, email="maya@example.com")

    assert [row["id"] for row in caller.rows("/profiles")] == ["7"]


@pytest.mark.parametrize(
    ("headers", "source"),
    [
        ({"x_sim_delivery": "web-1;source=web", "user_agent": "Client/1"}, "web"),
        ({"x_sim_delivery": "web-1"}, "Track API"),
        ({"user_agent": "Client/1"}, "Track API, Client/1"),
        ({}, "Track API"),
    ],
)
def test_who_sent_a_fact_is_told_with_it(caller: Caller, headers: dict[str, str], source: str) -> None:
    caller.track("PUT", "/customers/5", {"plan": "basic"}, **headers)

    assert caller.profile("5").attributes["plan"].source == source


def test_a_call_of_the_app_api_is_named_by_it(caller: Caller) -> None:
    request = Request("POST", "/v1/esp/suppression/bounces/maya%40example.com")

    assert sender("app", request) == "App API"


@pytest.mark.rule("events.time.rebase-real-time")
def test_the_machines_time_of_a_device_is_moved_onto_the_clock(caller: Caller) -> None:
    device = {"id": "t1", "platform": "ios", "last_used": caller.real_now}

    caller.track("PUT", "/customers/5/devices", {"device": device})

    (told,) = caller.profile("5").devices
    assert told.last_used == caller.journal()[0].at
