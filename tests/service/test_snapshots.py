import pytest

from simulator.instants import instant_text
from simulator.values import Json
from tests.builders import START, hours, minutes
from tests.service.caller import DEFINITION, Caller, members

EVERYBODY: dict[str, Json] = {"segments": {"Everybody": {"attribute": "plan", "exists": True}}}


@pytest.fixture
def kept(caller: Caller) -> Caller:
    """A caller of a workspace whose state `before` has Maya with a cart; since then she was mailed, and 7 came."""
    caller.track(
        "POST", "/customers/maya%40example.com/events", {"name": "Added to Cart"}, x_sim_delivery="w;source=web"
    )
    assert caller.sim("POST", "/snapshots", {"name": "before"}).status == 201
    caller.track("PUT", "/customers/7", {"plan": "basic"}, x_sim_at=instant_text(START + hours(2)))
    return caller


def test_a_state_comes_back_by_its_name(kept: Caller) -> None:
    assert kept.sim("POST", "/snapshots/before/restore").status == 200

    assert [row["email"] for row in kept.rows("/profiles")] == ["maya@example.com"]
    assert kept.profile("maya%40example.com").events[0].source == "web"
    assert kept.told("/clock")["now"] == instant_text(START)


def test_what_was_due_still_happens(kept: Caller) -> None:
    kept.sim("POST", "/snapshots/before/restore")
    outbox = kept.rows("/messages")
    kept.sim("POST", "/clock/advance", {"by": "30 minutes"})

    assert outbox == []
    assert [(row["state"], row["at"]) for row in kept.rows("/messages")] == [("sent", START + minutes(30))]


def test_the_journal_goes_back_with_the_state_so_that_a_number_means_one_call(kept: Caller) -> None:
    kept.sim("POST", "/snapshots/before/restore")
    kept.track("PUT", "/customers/8", {})

    told = [(entry.number, entry.path, entry.operations) for entry in kept.journal()]

    assert told == [
        (1, "/api/v1/customers/maya%40example.com/events", (2,)), (2, "/api/v1/customers/8", (3,)),
    ]  # fmt: skip


def test_a_state_survives_a_reset_and_comes_back_more_than_once(kept: Caller) -> None:
    for _ in range(2):
        kept.sim("POST", "/reset")
        kept.sim("POST", "/snapshots/before/restore")

    assert len(kept.rows("/profiles")) == 1
    assert len(kept.journal()) == 1


def test_the_definition_of_a_state_comes_back_with_it(kept: Caller) -> None:
    kept.sim("PUT", "/workspace", EVERYBODY)

    kept.sim("POST", "/snapshots/before/restore")

    assert kept.told("/workspace") == DEFINITION
    assert kept.track("POST", "/segments/3/add_customers", {"ids": ["5"]}).status == 200


def test_the_kept_states_are_listed_and_a_name_means_the_last_one(kept: Caller) -> None:
    kept.sim("POST", "/snapshots")
    kept.sim("POST", "/snapshots", {"name": "before"})

    assert [(row["name"], row["now"], row["people"]) for row in kept.rows("/snapshots")] == [
        ("snapshot-2", instant_text(START + hours(2)), 2), ("before", instant_text(START + hours(2)), 2),
    ]  # fmt: skip


def test_a_state_that_nobody_kept_is_told_so(kept: Caller) -> None:
    response = kept.sim("POST", "/snapshots/befor/restore")

    assert response.status == 404
    assert "Did you mean 'before'?" in str(members(response)["detail"])


def test_a_name_that_is_none_is_refused(kept: Caller) -> None:
    assert kept.sim("POST", "/snapshots", {"name": "a/b"}).status == 400


def test_each_workspace_keeps_states_of_its_own(kept: Caller) -> None:
    kept.sim("POST", "/workspaces", {"name": "w"})

    assert kept.sim("POST", "/workspaces/w/snapshots/before/restore").status == 404


def test_a_real_clock_catches_up(real_caller: Caller) -> None:
    real_caller.track("POST", "/customers/maya%40example.com/events", {"name": "Added to Cart"})
    real_caller.sim("POST", "/snapshots", {"name": "cart"})
    real_caller.real_now += hours(1)

    real_caller.sim("POST", "/snapshots/cart/restore")

    assert [row["state"] for row in real_caller.rows("/messages")] == ["sent"]
    assert real_caller.told("/clock")["now"] == instant_text(real_caller.real_now)
