import msgspec
import pytest

import simulator
from simulator.instants import instant_text
from simulator.values import Json
from simulator.wire.delivery_ids import delivery_id
from tests.builders import START, hours, minutes
from tests.service.caller import DEFINITION, Caller, members
from tests.wire.track_calls import ACME


def problem_of(caller: Caller, method: str, path: str, body: object = None, status: int = 400) -> dict[str, Json]:
    response = caller.sim(method, path, body)
    assert response.status == status, response.body
    assert response.headers["content-type"] == "application/problem+json"
    return members(response)


def advanced(caller: Caller, body: object) -> list[str]:
    """The names of the effects of what fired."""
    response = caller.sim("POST", "/clock/advance", body)
    assert response.status == 200, response.body
    rows = msgspec.convert(members(response)["fired"], list[dict[str, dict[str, Json] | int]])
    return [str(row["effect"]["name"]) for row in rows if isinstance(row["effect"], dict)]


def test_health_tells_that_it_is_there_and_what_time_it_is(caller: Caller) -> None:
    assert caller.told("/health") == {"status": "ok", "version": simulator.__version__, "now": instant_text(START)}


def test_the_clock_is_read_and_put_forward(caller: Caller) -> None:
    later = instant_text(START + hours(1))

    assert caller.told("/clock") == {"now": instant_text(START), "mode": "frozen"}
    assert members(caller.sim("PUT", "/clock", {"now": later})) == {"now": later, "mode": "frozen"}


def test_putting_the_clock_forward_leaves_what_is_due_in_that_second(caller: Caller) -> None:
    caller.track("POST", "/customers/maya%40example.com/events", {"name": "Added to Cart"})

    caller.sim("PUT", "/clock", {"now": instant_text(START + minutes(30))})
    before = caller.rows("/messages")
    advanced(caller, {"by": "0 seconds"})

    assert before == []
    assert [row["state"] for row in caller.rows("/messages")] == ["sent"]


@pytest.mark.parametrize("body", [{"by": "30 minutes"}, {"to": instant_text(START + minutes(30))}], ids=["by", "to"])
def test_letting_time_pass_answers_what_fired(caller: Caller, body: object) -> None:
    caller.track("POST", "/customers/maya%40example.com/events", {"name": "Added to Cart"})

    fired = advanced(caller, body)

    assert "CampaignEntered" in fired
    assert fired[-1] in ("MessageDecided", "CampaignExited")
    assert caller.told("/clock")["now"] == instant_text(START + minutes(30))


def test_the_next_timer_is_the_next_thing_that_happens_on_its_own(caller: Caller) -> None:
    caller.track("POST", "/customers/maya%40example.com/events", {"name": "Added to Cart"})
    advanced(caller, {"by": "0 seconds"})

    fired = advanced(caller, {"until": "next timer"})

    assert "MessageDecided" in fired
    assert caller.told("/clock")["now"] == instant_text(START + minutes(30))


def test_without_a_timer_the_clock_stays(caller: Caller) -> None:
    assert advanced(caller, {"until": "next timer"}) == []
    assert caller.told("/clock")["now"] == instant_text(START)


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/clock/advance", {"to": instant_text(START - 1)}),
        ("PUT", "/clock", {"now": instant_text(START - 1)}),
        ("PUT", "/clock", {"now": instant_text(START + 1), "mode": "real"}),
    ],
)
def test_a_frozen_clock_does_not_go_where_it_cannot(caller: Caller, method: str, path: str, body: object) -> None:
    problem_of(caller, method, path, body, status=409)

    assert caller.told("/clock") == {"now": instant_text(START), "mode": "frozen"}


def test_a_clock_ahead_of_the_machines_is_not_let_go(caller: Caller) -> None:
    caller.real_now = START - 1

    assert "which the machine's has not reached" in str(
        problem_of(caller, "PUT", "/clock", {"mode": "real"}, status=409)["detail"]
    )


def test_a_real_clock_is_not_moved_by_hand(real_caller: Caller) -> None:
    problem_of(real_caller, "POST", "/clock/advance", {"by": "1 hour"}, status=409)
    problem_of(real_caller, "PUT", "/clock", {"now": instant_text(real_caller.real_now + 9)}, status=409)


def test_a_real_clock_can_be_frozen_and_let_go_again(real_caller: Caller) -> None:
    frozen_at = instant_text(real_caller.real_now)
    real_caller.sim("PUT", "/clock", {"mode": "frozen"})
    real_caller.real_now += 100

    assert real_caller.told("/clock") == {"now": frozen_at, "mode": "frozen"}
    real_caller.sim("PUT", "/clock", {"mode": "real"})
    assert real_caller.told("/clock") == {"now": instant_text(real_caller.real_now), "mode": "real"}


def test_the_definition_is_told_as_it_was_given(caller: Caller) -> None:
    assert caller.told("/workspace") == DEFINITION


def test_a_definition_in_yaml_takes_the_place_of_the_old_one(caller: Caller) -> None:
    body = b"segments:\n  Buyers: {performed: Order Placed}\n"

    response = caller.sim("PUT", "/workspace", body)

    assert response.status == 200
    assert caller.told("/workspace") == {"segments": {"Buyers": {"performed": "Order Placed"}}}


def test_every_problem_of_a_definition_is_told_with_its_place(caller: Caller) -> None:
    body = b"segmnets: {}\nsegments:\n  VIPs:\n    performd: Order Placed\n"

    details = problem_of(caller, "PUT", "/workspace", body)

    problems = msgspec.convert(details["problems"], list[dict[str, Json]])
    assert [(row["line"], row["column"]) for row in problems] == [(1, 1), (4, 5)]
    assert "Did you mean 'segments'?" in str(problems[0]["message"])
    assert caller.told("/workspace") == DEFINITION


@pytest.mark.rule("identity.switch-workspace")
def test_a_switch_of_identifiers_that_two_people_would_share_is_refused(caller: Caller) -> None:
    by_id: Json = {"settings": {"identifiers": ["id"]}}
    caller.sim("PUT", "/workspace", by_id)
    for name in ("5", "6"):
        caller.track("PUT", f"/customers/{name}", {"email": "maya@example.com"})

    details = problem_of(caller, "PUT", "/workspace", {"settings": {"identifiers": ["id", "email"]}}, status=409)

    assert "03000001 and 03000002 would both have the email 'maya@example.com'" in str(details["detail"])
    assert caller.told("/workspace") == by_id


def test_a_reset_empties_the_workspace_and_keeps_its_definition(caller: Caller) -> None:
    caller.track("PUT", "/customers/5", {}, x_sim_at=instant_text(START + 60))

    response = caller.sim("POST", "/reset")

    assert response.status == 200
    assert caller.rows("/profiles") == []
    assert caller.rows("/requests") == []
    assert caller.told("/workspace") == DEFINITION
    assert caller.told("/clock")["now"] == instant_text(START + 60)


def test_a_reset_can_put_the_clock_back(caller: Caller) -> None:
    caller.track("PUT", "/customers/5", {}, x_sim_at=instant_text(START + 60))

    caller.sim("POST", "/reset", {"clock": instant_text(START)})

    assert caller.told("/clock") == {"now": instant_text(START), "mode": "frozen"}
    assert caller.track("PUT", "/customers/5", {}, x_sim_at=instant_text(START)).status == 200


@pytest.mark.parametrize("reference", ["5", "maya%40example.com", "MAYA%40example.com", "cio_03000001"])
def test_a_profile_is_told_by_any_reference_with_what_made_each_fact(caller: Caller, reference: str) -> None:
    number = int(caller.track("PUT", "/customers/5", {"email": "maya@example.com", "n": 42}).headers["x-sim-operation"])

    profile = caller.told(f"/profiles/{reference}")

    assert profile["id"] == "5"
    assert profile["attributes"] == {"n": {"value": 42, "at": START, "operation": number, "source": "Track API"}}


def test_a_profile_tells_everything_that_is_known(caller: Caller) -> None:
    caller.v2(action="identify", identifiers={"id": "5"}, cio_relationships=[{"identifiers": ACME}])
    caller.track("PUT", "/customers/5/devices", {"device": {"id": "t1", "platform": "ios"}})
    caller.track("PUT", "/customers/6", {"plan": "basic"})
    caller.track("POST", "/merge_customers", {"primary": {"id": "5"}, "secondary": {"id": "6"}})

    profile = caller.profile("5")

    assert [row.token for row in profile.devices] == ["t1"]
    assert [row.object_id for row in profile.relations] == ["acme"]
    assert [row.id for row in profile.merges] == ["6"]


@pytest.mark.rule("identity.phone.v1-is-id")
def test_a_profile_is_told_by_its_phone_else_by_an_id_that_looks_like_one(phone_caller: Caller) -> None:
    phone_caller.v2(action="identify", identifiers={"phone": "+12025550123"})
    phone_caller.track("PUT", "/customers/%2B12025550124", {})

    assert phone_caller.told("/profiles/+12025550123")["phone"] == "+12025550123"
    assert phone_caller.told("/profiles/%2B12025550124")["id"] == "+12025550124"


def test_the_activity_log_is_told_in_words_newest_first(caller: Caller) -> None:
    caller.track("PUT", "/customers/5", {"plan": "basic"}, x_sim_delivery="web-1;source=web")
    caller.track("DELETE", "/customers/5", x_sim_delivery="shop-1;source=storefront")

    told = [(row["type"], row["words"], row["source"]) for row in caller.rows("/activities")]

    assert told == [
        ("profile_delete", "5 was deleted", "storefront"),
        ("attribute_change", "5 changed plan", "web"),
        ("profile_create", "5 was created", "web"),
    ]


def test_a_message_is_told_with_the_id_of_its_delivery(caller: Caller) -> None:
    caller.track("POST", "/customers/maya%40example.com/events", {"name": "Added to Cart"})
    advanced(caller, {"by": "30 minutes"})

    assert [row["delivery_id"] for row in caller.rows("/messages")] == [delivery_id(1, 1)]


def test_an_unknown_profile_or_segment_is_told_so(caller: Caller) -> None:
    assert problem_of(caller, "GET", "/profiles/7", status=404)["detail"] == "nobody has the id 7"
    assert "Did you mean 'Press list'?" in str(problem_of(caller, "GET", "/segments/Pres%20list", status=404)["detail"])
    problem_of(caller, "GET", "/segments/Known%20Purchasers?why=7", status=404)
    problem_of(caller, "GET", "/segments/Nobody?why=7", status=404)


def test_a_segment_tells_its_members_and_why(caller: Caller) -> None:
    caller.track("POST", "/customers/maya%40example.com/events", {"name": "Added to Cart"})

    segment = caller.told("/segments/Recent%20carts")

    people = msgspec.convert(segment["members"], list[dict[str, Json]])
    assert [(row["email"], row["until"]) for row in people] == [("maya@example.com", START + hours(4) + 1)]
    assert people[0]["reason"]
    assert segment["next_change"] == START + hours(4) + 1


def test_why_is_answered_for_one_who_is_not_a_member(caller: Caller) -> None:
    caller.track("PUT", "/customers/5", {})

    answer = caller.told("/segments/Known%20Purchasers?why=5")

    assert answer["holds"] is False
    assert answer["reason"]


def test_all_segments_are_listed(caller: Caller) -> None:
    assert [row["name"] for row in caller.rows("/segments")] == ["Known Purchasers", "Recent carts", "Press list"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/nowhere", 404), ("PATCH", "/clock", 405), ("GET", "/clock/advance", 405), ("GET", "", 404)],
)
def test_an_unknown_route_or_method_is_told_so(caller: Caller, method: str, path: str, status: int) -> None:
    problem_of(caller, method, path, status=status)


def test_a_path_that_is_no_utf8_is_refused(caller: Caller) -> None:
    problem_of(caller, "GET", "/profiles/%FF", status=400)
