"""The store: a service that goes on from its file, and a file that is never left half written."""

import logging
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from simulator.emulator import opened, store
from simulator.emulator.state_file import HEADING, framed, read_state
from simulator.emulator.store import kept_in
from simulator.errors import UsageError
from simulator.service import Service
from tests.builders import START
from tests.service.caller import REAL_NOW, Caller


def begun() -> Service:
    return Service(now=REAL_NOW, clock=START)


def kept(path: Path) -> AbstractContextManager[Service]:
    return kept_in(path, begun, journal_max=100)


def write_some(service: Service, *ids: str) -> list[int]:
    caller = Caller(service)
    return [caller.track("PUT", f"/customers/{one}", {"plan": "basic"}).status for one in ids]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "shop.state"


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are written anew after a few records."""
    monkeypatch.setattr(store, "RECORDS_BYTES_MAX", 200)


def test_what_happened_is_there_after_a_restart(path: Path) -> None:
    with kept(path) as service:
        write_some(service, "7", "8")
        held = service.held()

    with kept(path) as again:
        assert again.held() == held
        assert [row["id"] for row in Caller(again).rows("/profiles")] == ["7", "8"]


def test_segments_that_calls_made_and_deleted_are_as_they_were_after_a_restart(path: Path) -> None:
    with kept(path) as service:
        caller = Caller(service)
        caller.sim("PUT", "/workspace", {"segments": {"Press list": "manual", "Staff": "manual"}})
        for name in ("VIPs", "Friends"):
            said = {"segment": {"name": name}}
            assert caller.call("POST", "/v1/segments", said, authorization=caller.app_authorization).status == 200
        assert [caller.app(f"/segments/{number}", "DELETE").status for number in (1, 4)] == [204, 204]
        held = service.held()

    with kept(path) as again:
        assert again.held() == held
        assert [(row["id"], row["name"]) for row in Caller(again).rows("/segments")] == [(2, "Staff"), (3, "VIPs")]


def test_every_change_is_in_the_file_before_it_is_answered(path: Path) -> None:
    with kept(path) as service:
        for who in "789":
            write_some(service, who)
            assert opened(path).held() == service.held()


def test_an_empty_file_is_begun(path: Path) -> None:
    path.touch(mode=0o600)

    with kept(path) as service:
        write_some(service, "7")

    assert len(read_state(path).records) == 1
    assert path.stat().st_mode & 0o777 == 0o600


def test_on_the_start_the_file_is_written_anew_with_what_the_records_came_to(path: Path) -> None:
    with kept(path) as service:
        write_some(service, "7", "8")

    with kept(path) as again:
        assert path.read_bytes() == HEADING + framed(again.held())


def test_a_torn_end_is_cut_with_a_notice_that_says_how_much(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with kept(path) as service:
        write_some(service, "7", "8")
    path.write_bytes(path.read_bytes()[:-5])
    torn = read_state(path).torn

    with caplog.at_level(logging.WARNING), kept(path) as again:
        assert [row["id"] for row in Caller(again).rows("/profiles")] == ["7"]

    assert f"cut the last {torn} bytes" in caplog.text
    assert read_state(path).torn == 0


def test_a_second_one_on_the_same_file_is_refused(path: Path) -> None:
    with kept(path) as service:
        write_some(service, "7")
        before = path.read_bytes()

        with pytest.raises(UsageError, match="in use by another"), kept(path):
            pass
        assert path.read_bytes() == before


def test_a_foreign_file_is_left_as_it_is(path: Path) -> None:
    path.write_text("name: Skincare storefront\n")

    with pytest.raises(UsageError, match="no state of the simulator"), kept(path):
        pass

    assert path.read_text() == "name: Skincare storefront\n"


@pytest.mark.parametrize("name", ["missing/shop.state", "."])
def test_a_place_where_no_file_can_be_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match=r"cannot be kept there|is no file"), kept(tmp_path / name):
        pass


@pytest.mark.usefixtures("small")
def test_a_file_that_has_grown_is_written_anew_while_it_serves(path: Path) -> None:
    with kept(path) as service:
        write_some(service, *map(str, range(40)))
        held = service.held()

        assert len(read_state(path).records) < 40
        assert opened(path).held() == held


@pytest.mark.usefixtures("small")
def test_where_it_cannot_be_written_anew_the_records_go_on(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with kept(path) as service:
        path.with_name("shop.state.partial").mkdir()
        write_some(service, *map(str, range(40)))

        assert "cannot be written anew yet" in caplog.text
        assert len(read_state(path).records) == 40
        assert opened(path).held() == service.held()


def test_what_a_killed_process_left_beside_the_file_does_no_harm(path: Path) -> None:
    with kept(path) as service:
        write_some(service, "7")
    path.with_name("shop.state.partial").write_bytes(b"half of")

    with kept(path) as again:
        assert [row["id"] for row in Caller(again).rows("/profiles")] == ["7"]
    assert not path.with_name("shop.state.partial").exists()
