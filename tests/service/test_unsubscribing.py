import msgspec
import pytest

from simulator.values import Json
from simulator.wire.control_answers import JournalEntry
from simulator.wire.delivery_ids import delivery_id
from tests.service.caller import DEFINITION, Caller, members


@pytest.fixture
def mailed(caller: Caller) -> Caller:
    """A caller of a workspace whose message 1 went to maya@example.com."""
    caller.track("POST", "/customers/maya%40example.com/events", {"name": "Added to Cart"})
    caller.sim("POST", "/clock/advance", {"by": "30 minutes"})
    assert [row["state"] for row in caller.rows("/messages")] == ["sent"]
    return caller


def unsubscribe(caller: Caller, named: str, body: object = None, **headers: str) -> int:
    sent = {"unsubscribe": True} if body is None else body
    return caller.call("POST", f"/unsubscribe/{named}", sent, **{"content_type": "application/json", **headers}).status


def unsubscribed(caller: Caller) -> Json:
    fact = caller.profile("maya%40example.com").attributes.get("unsubscribed")
    return None if fact is None else fact.value


@pytest.mark.rule("consent.unsubscribe-endpoint")
@pytest.mark.rule("track.v1.auth-not-needed")
@pytest.mark.parametrize("authorization", ["", "Basic x"])
def test_the_recipient_of_a_delivery_unsubscribes_without_a_key(mailed: Caller, authorization: str) -> None:
    assert unsubscribe(mailed, delivery_id(1, 1), authorization=authorization) == 200

    assert unsubscribed(mailed) is True
    assert mailed.rows("/activities")[1]["type"] == "unsubscribed_email"


@pytest.mark.rule("consent.unsubscribe-false")
def test_the_recipient_subscribes_again(mailed: Caller) -> None:
    unsubscribe(mailed, delivery_id(1, 1))
    unsubscribe(mailed, delivery_id(1, 1), {"unsubscribe": False})

    assert unsubscribed(mailed) is False


@pytest.mark.rule("consent.unsubscribe-false")
def test_where_the_setting_ignores_it_nobody_subscribes_again(mailed: Caller) -> None:
    mailed.sim("PUT", "/workspace", {**DEFINITION, "settings": {"unsubscribe_false": "ignore"}})

    unsubscribe(mailed, delivery_id(1, 1))
    unsubscribe(mailed, delivery_id(1, 1), {"unsubscribe": False})

    assert unsubscribed(mailed) is True


@pytest.mark.parametrize("named", [delivery_id(1, 2), delivery_id(9, 1)], ids=["message", "workspace"])
def test_a_delivery_that_nobody_knows_is_taken_and_nothing_happens(mailed: Caller, named: str) -> None:
    assert unsubscribe(mailed, named) == 200

    assert unsubscribed(mailed) is None


def test_the_link_of_somebody_who_is_gone_says_so(mailed: Caller) -> None:
    mailed.track("DELETE", "/customers/maya%40example.com")

    assert unsubscribe(mailed, delivery_id(1, 1)) == 200

    entry = msgspec.convert(mailed.rows("/requests")[-1], JournalEntry)
    assert [effect.words for effect in entry.effects] == ["nothing changed: nobody who is still there got message 1"]


@pytest.mark.rule("track.v1.unsubscribe-bad")
@pytest.mark.parametrize(("named", "content"), [("d1", "application/json"), (delivery_id(1, 1), "text/plain")])
def test_a_malformed_call_is_refused(mailed: Caller, named: str, content: str) -> None:
    assert unsubscribe(mailed, named, content_type=content) == 400

    assert unsubscribed(mailed) is None


def test_a_delivery_names_its_workspace(mailed: Caller) -> None:
    made = members(mailed.sim("POST", "/workspaces", {"name": "w", "definition": DEFINITION}))
    assert isinstance(made["number"], int)

    assert unsubscribe(mailed, delivery_id(made["number"], 1)) == 200

    assert unsubscribed(mailed) is None
    answer = members(mailed.sim("GET", "/workspaces/w/requests"))
    (entry,) = msgspec.convert(answer["requests"], list[JournalEntry])
    assert [effect.name for effect in entry.effects] == ["Ignored"]
