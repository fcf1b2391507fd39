"""A batch is one record of the ledger: all of its items are kept, or none of them happens."""

import msgspec

from simulator.service import Service
from simulator.service.ledger import BatchCalled, NotKept, Record
from simulator.values import Json
from tests.service.caller import REAL_NOW, Caller

BATCH: dict[str, Json] = {
    "batch": [
        {"type": "person", "action": "identify", "identifiers": {"id": "5"}, "attributes": {"plan": "basic"}},
        {"type": "person", "action": "identify", "identifiers": {"id": "7"}, "attributes": {"_update": True}},
        {"type": "person", "action": "event", "identifiers": {"id": "5"}},
        {"type": "person", "action": "event", "identifiers": {"id": "5"}, "name": "buy"},
    ]
}
"""Two items that do something, between them one that comes to nothing and one that is bad."""


class Full:
    """A ledger that has no room."""

    def append(self, record: Record) -> None:
        raise NotKept("no space left")


def send(caller: Caller) -> int:
    return caller.call("POST", "/api/v2/batch", BATCH, authorization=caller.track_authorization).status


def test_a_batch_is_one_record_that_gives_the_same_state_again(caller: Caller) -> None:
    before, records = caller.service.held(), list[Record]()
    caller.service.keep_in(records)

    assert send(caller) == 207

    assert [type(record) for record in records] == [BatchCalled]
    read = msgspec.msgpack.decode(msgspec.msgpack.encode(records), type=list[Record])
    again = Service(now=REAL_NOW)
    again.go_on(before, read, at=REAL_NOW)
    assert again.held() == caller.service.held()
    assert [row["id"] for row in Caller(again).rows("/profiles")] == ["5"]


def test_where_a_batch_cannot_be_kept_nothing_of_it_happens(caller: Caller) -> None:
    caller.service.keep_in(Full())
    before = caller.service.held()

    assert send(caller) == 507

    assert caller.service.held() == before
    assert caller.rows("/profiles") == []
