"""Too many calls of the App API, where its limits are chosen."""

import pytest

from simulator.instants import DAY
from simulator.values import Json
from tests.service.caller import DEFINITION, REAL_NOW, Caller, members

OVER: dict[str, Json] = {"errors": [{"detail": "Your request is over the 10-per-second limit.", "status": "429"}]}


def limit(caller: Caller, **settings: Json) -> Caller:
    caller.sim("PUT", "/workspace", {**DEFINITION, "settings": {"app_rate_limits": True, **settings}})
    return caller


def statuses(caller: Caller, path: str, times: int) -> list[int]:
    return [caller.app(path).status for _ in range(times)]


def send(caller: Caller) -> int:
    return caller.call("POST", "/v1/send/email", {}, authorization=caller.app_authorization).status


@pytest.mark.rule("app.429.general")
def test_the_eleventh_call_of_a_second_is_refused_whatever_it_asks(caller: Caller) -> None:
    limit(caller)
    taken = statuses(caller, "/segments", 9) + statuses(caller, "/customers/5/attributes", 1)

    refused = caller.app("/campaigns")

    assert taken == [200] * 9 + [404]
    assert (refused.status, members(refused)) == (429, OVER)


@pytest.mark.rule("app.429.general")
def test_the_machine_s_next_second_takes_calls_again_on_a_frozen_clock(caller: Caller) -> None:
    limit(caller)
    statuses(caller, "/segments", 11)

    caller.real_now += 1

    assert caller.app("/segments").status == 200


@pytest.mark.rule("app.429.general")
def test_as_many_calls_as_one_likes_are_taken_by_default(caller: Caller) -> None:
    assert statuses(caller, "/segments", 50) == [200] * 50


def test_the_track_api_has_none_of_these_limits(caller: Caller) -> None:
    limit(caller)

    assert [caller.track("PUT", "/customers/5", {}).status for _ in range(50)] == [200] * 50


@pytest.mark.rule("app.429.send")
def test_a_hundred_emails_a_second_are_taken_beside_other_calls(caller: Caller) -> None:
    limit(caller)
    statuses(caller, "/segments", 11)

    assert [send(caller) for _ in range(101)] == [400] * 100 + [429]


@pytest.mark.rule("app.429.archived")
def test_an_archived_message_is_told_a_hundred_times_a_day_and_no_time_to_wait_for(caller: Caller) -> None:
    limit(caller)
    caller.real_now = REAL_NOW - REAL_NOW % DAY
    for _ in range(100):
        assert caller.app("/messages/none/archived_message").status == 404
        caller.real_now += 1

    refused = caller.app("/messages/none/archived_message")
    caller.real_now += DAY

    assert (refused.status, "retry-after" in refused.headers) == (429, False)
    assert caller.app("/messages/none/archived_message").status == 404


@pytest.mark.rule("app.429.retry-after")
@pytest.mark.parametrize(("choice", "expected"), [("1 second", "1"), ("none", None)])
def test_a_refusal_says_when_to_come_again_unless_it_is_chosen_not_to(
    caller: Caller, choice: str, expected: str | None
) -> None:
    limit(caller, app_retry_after=choice)
    statuses(caller, "/segments", 10)

    assert caller.app("/segments").headers.get("retry-after") == expected


def test_a_refused_call_stands_in_the_journal(caller: Caller) -> None:
    limit(caller)
    statuses(caller, "/segments", 11)

    assert caller.journal()[-1].status == 429
