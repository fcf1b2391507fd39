"""What a service tells its ledger is enough to go on elsewhere, and what cannot be kept does not happen."""

from pathlib import Path

import pytest

import simulator.service
from simulator.instants import instant_text
from simulator.service import NotKept, Record, Service
from simulator.values import Json
from tests.builders import START, hours
from tests.service.caller import DEFINITION, REAL_NOW, Caller, members

Change = tuple[str, str, dict[str, Json] | None]
CHANGES: list[Change] = [
    ("PUT", "/api/v1/customers/7", {"plan": "basic"}),
    ("POST", "/api/v1/customers/7/events", {"name": "Added to Cart"}),
    ("POST", "/_sim/clock/advance", {"by": "2 hours"}),
    ("POST", "/_sim/snapshots", None),
    ("POST", "/_sim/snapshots", {"name": "before"}),
    ("POST", "/_sim/snapshots/before/restore", None),
    ("PUT", "/_sim/clock", {"mode": "real"}),
    ("PUT", "/_sim/clock", {"mode": "frozen", "now": instant_text(REAL_NOW + hours(9))}),
    ("PUT", "/_sim/workspace", {"segments": {"Everybody": {"attribute": "plan", "exists": True}}}),
    ("POST", "/_sim/workspaces", {"name": "second", "definition": DEFINITION, "watch": ["Recent carts"]}),
    ("POST", "/_sim/workspaces", None),
    ("DELETE", "/_sim/workspaces/mine", None),
    ("POST", "/v1/segments", {"segment": {"name": "VIPs", "description": "Who buys most"}}),
    ("DELETE", "/v1/segments/3", None),
    ("POST", "/_sim/reset", None),
    ("POST", "/_sim/reset", {"clock": instant_text(START + hours(1))}),
]


class Notebook:
    """A ledger in memory, with room until it is `full`."""

    def __init__(self) -> None:
        self.records: list[Record] = []
        self.full = False

    def append(self, record: Record) -> None:
        if self.full:
            raise NotKept("nothing has changed: no room")
        self.records.append(record)


@pytest.fixture
def notebook(caller: Caller) -> Notebook:
    """The ledger of the caller's service, which has somebody, an older snapshot and a second workspace."""
    caller.track("POST", "/customers/maya%40example.com/events", {"name": "Added to Cart"})
    caller.sim("POST", "/snapshots", {"name": "before"})
    caller.sim("POST", "/workspaces", {"name": "mine"})
    caller.sim("POST", "/clock/advance", {"by": "10 minutes"})
    notebook = Notebook()
    caller.service.keep_in(notebook)
    return notebook


def do(caller: Caller, change: Change) -> int:
    method, path, body = change
    authorization = {} if path.startswith("/_sim") else {"authorization": caller.track_authorization}
    if path.startswith("/v1"):
        authorization = {"authorization": caller.app_authorization}
    return caller.call(method, path, body, **authorization).status


def gone_on(held: bytes, records: list[Record]) -> Service:
    service = Service(now=REAL_NOW)
    service.go_on(held, records, at=REAL_NOW)
    return service


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: " ".join(change[:2]))
def test_each_change_is_kept_and_repeating_it_comes_to_the_same_bytes(
    caller: Caller, notebook: Notebook, change: Change
) -> None:
    before = caller.service.held()

    status = do(caller, change)

    assert status < 300
    assert notebook.records
    assert caller.service.held() != before
    assert gone_on(before, notebook.records).held() == caller.service.held()


def test_all_of_them_one_after_the_other_come_to_the_same_bytes(caller: Caller, notebook: Notebook) -> None:
    before = caller.service.held()

    for change in (*CHANGES, *CHANGES):
        do(caller, change)
        caller.real_now += 7

    assert gone_on(before, notebook.records).held() == caller.service.held()


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: " ".join(change[:2]))
def test_what_cannot_be_kept_does_not_happen(caller: Caller, notebook: Notebook, change: Change) -> None:
    before = caller.service.held()
    notebook.full = True

    status = do(caller, change)

    assert status == 507
    assert caller.service.held() == before


def test_a_call_of_two_operations_is_kept_whole(caller: Caller, notebook: Notebook) -> None:
    caller.v2(action="event", identifiers={"id": "7"}, name="buy")

    assert len(notebook.records) == 1


def test_a_refusal_for_want_of_room_has_the_shape_of_its_api(caller: Caller, notebook: Notebook) -> None:
    notebook.full = True

    track = caller.track("PUT", "/customers/7", {})
    app = caller.app("/esp/suppression/bounces/maya%40example.com", "POST")
    control = caller.sim("POST", "/reset")

    assert members(track) == {"meta": {"error": "nothing has changed: no room"}}
    assert members(app) == {"errors": [{"detail": "nothing has changed: no room", "status": "507"}]}
    assert members(control)["detail"] == "nothing has changed: no room"
    assert control.headers["content-type"] == "application/problem+json"


def test_reading_goes_on_while_nothing_can_be_kept_and_a_real_clock_stands(real_caller: Caller) -> None:
    notebook = Notebook()
    real_caller.service.keep_in(notebook)
    real_caller.track("PUT", "/customers/7", {})
    notebook.full = True
    real_caller.real_now += hours(1)

    assert [row["id"] for row in real_caller.rows("/profiles")] == ["7"]
    assert real_caller.told("/clock")["now"] == instant_text(REAL_NOW)


def test_once_there_is_room_again_everything_goes_on(caller: Caller, notebook: Notebook) -> None:
    before = caller.service.held()
    notebook.full = True
    caller.track("PUT", "/customers/7", {})
    notebook.full = False

    answered = caller.track("PUT", "/customers/8", {})

    assert answered.status == 200
    assert [row["id"] for row in caller.rows("/profiles")] == [None, "8"]
    assert gone_on(before, notebook.records).held() == caller.service.held()


def test_a_definition_that_the_people_do_not_allow_is_not_kept(phone_caller: Caller) -> None:
    notebook = Notebook()
    phone_caller.service.keep_in(notebook)
    for who in ("1", "2"):
        phone_caller.track("PUT", f"/customers/{who}", {"email": f"{who}@example.com"})
    kept = len(notebook.records)

    refused = phone_caller.sim("PUT", "/workspace", {"settings": {"identifiers": ["id"], "frozen": True}})

    assert refused.status == 400
    assert len(notebook.records) == kept


def test_reading_on_a_frozen_clock_keeps_nothing(caller: Caller, notebook: Notebook) -> None:
    for path in ("/profiles", "/segments", "/messages", "/requests", "/clock", "/workspace", "/snapshots"):
        assert caller.sim("GET", path).status == 200

    assert notebook.records == []


def test_an_idle_workspace_that_is_forgotten_stays_forgotten(caller: Caller, notebook: Notebook) -> None:
    before = caller.service.held()
    caller.real_now += hours(2)
    caller.sim("POST", "/workspaces", {"name": "later"})

    again = Caller(gone_on(before, notebook.records))

    assert [row["name"] for row in again.rows("/workspaces")] == ["default", "later"]


def test_the_journal_begins_anew_and_numbers_go_on(caller: Caller) -> None:
    caller.track("PUT", "/customers/7", {})

    again = Caller(gone_on(caller.service.held(), []))
    again.track("PUT", "/customers/8", {})

    assert [(entry.number, entry.operations) for entry in again.journal()] == [(1, (3,))]


@pytest.mark.parametrize("garbage", [b"", b"no state", b"\x80"])
def test_bytes_that_are_no_state_are_refused_in_words(garbage: bytes) -> None:
    with pytest.raises(ValueError, match="no state of a service"):
        gone_on(garbage, [])


def test_only_a_workspace_lets_its_machine_carry_out_so_that_no_change_is_missed() -> None:
    folder = Path(simulator.service.__path__[0])

    applying = [file.name for file in folder.glob("*.py") if "machine.apply(" in file.read_text(encoding="utf-8")]

    assert applying == ["workspaces.py"]
