"""Faults of a workspace: for a time every call of the APIs is answered with one status, and nothing is done."""

import msgspec
import pytest

from simulator.instants import instant_text
from simulator.values import Json
from simulator.wire.problem_details import ProblemDetails
from tests.builders import START
from tests.service.caller import Caller

HOUR = 3600


def between(since: int, until: int) -> dict[str, Json]:
    return {"status": 503, "from": instant_text(since), "until": instant_text(until)}


def identify(caller: Caller, at: int = START) -> int:
    return caller.track("PUT", "/customers/mia", {"plan": "pro"}, x_sim_at=instant_text(at)).status


def test_while_a_fault_holds_calls_are_answered_so_and_nothing_is_done(caller: Caller) -> None:
    made = caller.sim("POST", "/faults", {"status": 503})

    assert (made.status, made.body) == (201, b'{"status":503}')
    assert identify(caller) == 503
    assert caller.app("/customers?email=mia@example.com").status == 503
    assert caller.told("/profiles") == {"profiles": []}


def test_a_fault_holds_from_its_beginning_to_before_its_end_by_the_workspaces_clock(caller: Caller) -> None:
    caller.sim("POST", "/faults", between(START + HOUR, START + 2 * HOUR))

    answers = [identify(caller, START + seconds) for seconds in (HOUR - 1, HOUR, 2 * HOUR - 1, 2 * HOUR)]

    assert answers == [200, 503, 503, 200]


def test_calls_are_answered_as_they_deserve_once_faults_are_ended(caller: Caller) -> None:
    caller.sim("POST", "/faults", {"status": 500})

    assert caller.sim("DELETE", "/faults").status == 204
    assert identify(caller) == 200


def test_of_several_faults_the_newest_counts(caller: Caller) -> None:
    caller.sim("POST", "/faults", {"status": 503})
    caller.sim("POST", "/faults", {"status": 429})

    assert identify(caller) == 429


def test_a_refused_call_stands_in_the_journal_and_is_not_silent(caller: Caller) -> None:
    caller.sim("POST", "/faults", {"status": 503})
    identify(caller)

    (entry,) = caller.journal()

    assert (entry.status, entry.operations) == (503, ())
    assert caller.told("/requests?effect=none") == {"requests": []}


def test_another_workspace_has_faults_of_its_own(caller: Caller) -> None:
    caller.sim("POST", "/workspaces", {"name": "other"})
    caller.sim("POST", "/workspaces/other/faults", {"status": 503})

    assert identify(caller) == 200


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({}, "the fault needs 'status'"),
        ({"status": 200}, "status: expected a status from 400 to 599, found a number '200'"),
        ({"status": 503, "latency": 5}, "unknown key 'latency' in the fault"),
        ({"status": 503, "until": "soon"}, "until: 'soon' is no instant"),
    ],
)
def test_what_is_no_fault_is_refused(caller: Caller, body: dict[str, Json], message: str) -> None:
    refused = caller.sim("POST", "/faults", body)

    assert refused.status == 400
    assert message in msgspec.json.decode(refused.body, type=ProblemDetails).detail
    assert identify(caller) == 200
