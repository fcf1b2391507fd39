"""An export outlives the process with its file, its links and its count, or it does not happen."""

from urllib.parse import urlsplit

import msgspec

from simulator.service import Service
from simulator.service.ledger import ExportDownloaded, ExportMade, NotKept, Record
from simulator.values import Json
from tests.service.caller import REAL_NOW, Caller, members

EVERYBODY: dict[str, Json] = {"filters": {"attribute": {"field": "cio_id", "operator": "exists"}}}


class Full:
    """A ledger that has no room."""

    def append(self, record: Record) -> None:
        raise NotKept("no space left")


def ask(caller: Caller) -> int:
    return caller.call("POST", "/v1/exports/customers", EVERYBODY, authorization=caller.app_authorization).status


def path_of_the_first(caller: Caller) -> str:
    """Where the file of export 1 is."""
    return urlsplit(str(members(caller.app("/exports/1/download"))["url"])).path


def gone_on(held: bytes, records: list[Record]) -> Caller:
    again = Service(now=REAL_NOW)
    again.go_on(held, records, at=REAL_NOW)
    return Caller(again)


def test_an_export_and_its_downloads_are_records_that_give_the_same_state_again(caller: Caller) -> None:
    caller.track("PUT", "/customers/5", {"plan": "basic"})
    before, records = caller.service.held(), list[Record]()
    caller.service.keep_in(records)

    ask(caller)
    path = path_of_the_first(caller)

    assert [type(record) for record in records] == [ExportMade, ExportDownloaded]
    read = msgspec.msgpack.decode(msgspec.msgpack.encode(records), type=list[Record])
    again = gone_on(before, read)
    assert again.service.held() == caller.service.held()
    assert again.call("GET", path).body == caller.call("GET", path).body
    assert members(again.app("/exports")) == members(caller.app("/exports"))


def test_exports_are_part_of_what_is_held_and_of_its_snapshots(caller: Caller) -> None:
    ask(caller)
    caller.sim("POST", "/snapshots", {"name": "one"})
    path = path_of_the_first(caller)
    ask(caller)

    again = gone_on(caller.service.held(), [])

    assert members(again.app("/exports")) == members(caller.app("/exports"))
    assert again.call("GET", path).status == 200
    assert again.sim("POST", "/snapshots/one/restore").status == 200
    assert (again.app("/exports/1").status, again.app("/exports/2").status) == (200, 404)


def test_an_export_that_cannot_be_kept_is_not_made_and_reading_goes_on(caller: Caller) -> None:
    ask(caller)
    caller.service.keep_in(Full())
    before = caller.service.held()

    assert ask(caller) == 507
    assert caller.call("GET", path_of_the_first(caller)).status == 200

    assert caller.service.held() == before
