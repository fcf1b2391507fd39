"""More calls of Track than a workspace takes in its time answer 429, and nothing of them is done."""

import pytest

from simulator.instants import instant_text
from simulator.service import Service
from simulator.service.call_limits import CallCounts, CallLimit
from simulator.values import Json
from tests.builders import START
from tests.service.caller import REAL_NOW, Caller, members


def set_up(**settings: Json) -> Caller:
    return Caller(Service(now=REAL_NOW, definition={"settings": settings}, clock=START))


def statuses(caller: Caller, calls: int, *, second: int = 0) -> list[int]:
    """What calls answer that come in that second of the clock."""
    at = instant_text(START + second)
    return [caller.track("PUT", f"/customers/{second}-{n}", {}, x_sim_at=at).status for n in range(calls)]


@pytest.mark.rule("track.v1.rate")
def test_the_call_after_a_thousand_in_one_second_is_refused_and_none_in_the_next() -> None:
    caller = set_up(rate_limit="1000 per second")

    assert statuses(caller, 1_001) == [200] * 1_000 + [429]
    assert statuses(caller, 1, second=1) == [200]
    assert len(caller.rows("/profiles")) == 1_001


@pytest.mark.rule("track.v1.rate")
def test_three_thousand_may_come_in_three_seconds() -> None:
    caller = set_up(rate_limit="3000 per 3 seconds")

    assert statuses(caller, 2_000) == [200] * 2_000
    assert statuses(caller, 1_001, second=2) == [200] * 1_000 + [429]
    assert statuses(caller, 3_001, second=3) == [200] * 3_000 + [429]


@pytest.mark.rule("track.v1.rate")
def test_without_a_limit_every_call_is_taken() -> None:
    assert set(statuses(set_up(rate_limit="off"), 1_001)) == {200}


@pytest.mark.rule("track.v1.rate")
def test_a_refused_call_says_so_in_the_shape_of_track_and_the_app_api_goes_on() -> None:
    caller = set_up(rate_limit="1000 per second")
    statuses(caller, 1_000)

    refused = caller.v2(action="identify", identifiers={"id": "6"})

    assert (refused.status, members(refused)) == (429, {"meta": {"error": "Too many requests"}})
    assert caller.app("/segments").status == 200
    assert caller.journal()[-2].operations == ()


@pytest.mark.rule("track.v1.rate")
def test_a_workspace_that_is_emptied_counts_anew() -> None:
    caller = set_up(rate_limit="1000 per second")
    statuses(caller, 1_001)

    caller.sim("POST", "/reset")

    assert statuses(caller, 1) == [200]


def test_calls_that_were_refused_do_not_count() -> None:
    counts, limit = CallCounts(), CallLimit("track", calls=2, seconds=2, says="")

    taken = [counts.passed((limit,), at) is None for at in (0, 1, 1, 1, 2, 2, 3)]

    assert taken == [True, True, False, False, True, True, False]
