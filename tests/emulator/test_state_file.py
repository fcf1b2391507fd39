"""The state file: what is read from whole, torn, damaged, foreign and newer ones."""

from pathlib import Path

import pytest

from simulator.emulator import opened
from simulator.emulator.state_file import HEADING, framed, read_state, record_bytes
from simulator.errors import UsageError
from simulator.operations import Identifier, Identify, Track
from simulator.service import Record, Service
from simulator.service.ledger import Called, WorkspaceMade
from simulator.wire import Request
from tests.builders import START

HELD = Service(now=START, clock=START).held()
RECORDS: tuple[Record, ...] = (
    Called(1, (Identify(Identifier("id", "7"), {"plan": "basic", "visits": 3}),), START, "web"),
    WorkspaceMade("mine", START, "frozen", {"segments": {"Press list": "manual"}}, ()),
    Called(1, (Track("buy", Identifier("id", "7"), data={"total": 59.0, "note": None}),), START, None),
)


def whole() -> bytes:
    return HEADING + framed(HELD) + b"".join(map(record_bytes, RECORDS))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A whole file."""
    path = tmp_path / "shop.state"
    path.write_bytes(whole())
    return path


def test_what_was_written_is_read(path: Path) -> None:
    kept = read_state(path)

    assert (kept.held, kept.records) == (HELD, RECORDS)
    assert (kept.length, kept.torn) == (len(whole()), 0)


def test_wherever_a_file_is_cut_short_the_records_before_are_read(path: Path) -> None:
    begins = len(HEADING + framed(HELD))
    ends = [begins + sum(len(record_bytes(one)) for one in RECORDS[:count]) for count in range(len(RECORDS) + 1)]

    for length in range(begins, len(whole())):
        path.write_bytes(whole()[:length])
        kept = read_state(path)
        assert kept.records == RECORDS[: sum(end <= length for end in ends) - 1]
        assert kept.length + kept.torn == length


def test_room_without_content_at_the_end_is_cut_as_well(path: Path) -> None:
    path.write_bytes(whole() + b"\0" * 5_000)

    kept = read_state(path)

    assert kept.records == RECORDS
    assert kept.torn == 5_000


def test_whichever_byte_is_damaged_the_file_is_refused_untouched(path: Path) -> None:
    for position in range(len(whole())):
        damaged = bytearray(whole())
        damaged[position] ^= 0x40
        path.write_bytes(damaged)

        with pytest.raises(UsageError, match="left as it is"):
            read_state(path)
        assert path.read_bytes() == damaged


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"name: Skincare storefront\n", "is no state of the simulator"),
        (HEADING.replace(b"format 1", b"format 2"), "was written under format 2, rules"),
        (HEADING.replace(b"rules ", b"rules 9"), "was written under format 1, rules 9"),
        (HEADING[:-1], "ends before the state"),
        (HEADING, "ends before the state"),
        (HEADING + framed(HELD)[:-1], "ends before the state"),
        (HEADING + framed(HELD) + framed(b"\x01"), "a record that this version cannot read"),
    ],
)
def test_what_cannot_be_gone_on_with_is_told(path: Path, content: bytes, said: str) -> None:
    path.write_bytes(content)

    with pytest.raises(UsageError, match=said):
        read_state(path)


def test_a_file_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is no file"):
        read_state(tmp_path / "missing.state")


def test_a_state_of_other_bytes_is_told(path: Path) -> None:
    path.write_bytes(HEADING + framed(b"\x80"))

    with pytest.raises(UsageError, match="no state of a service"):
        opened(path)


def test_an_opened_file_is_looked_at_and_not_changed(path: Path) -> None:
    service = opened(path)

    answered = service.handle(Request("GET", "/_sim/profiles/7"), START)
    service.handle(Request("POST", "/_sim/reset"), START)

    assert b'"total":59.0' in answered.body
    assert path.read_bytes() == whole()


def test_a_record_that_meets_a_fault_leaves_the_rest_readable(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    backwards = Called(1, (Track("sell", Identifier("id", "7")),), START - 5, None)
    path.write_bytes(whole() + record_bytes(backwards) + record_bytes(RECORDS[2]))

    told = opened(path).handle(Request("GET", "/_sim/profiles/7"), START).body

    assert told.count(b'"name":"buy"') == 2
    assert "1 records met a fault" in caplog.text
