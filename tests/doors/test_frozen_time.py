"""`frozen_time` moves the workspace's clock and the code's own together; `clock` moves the workspace's alone."""

import time
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import httpx
import pytest

from simulator.targets.clock import Span, TargetClock

HARD_LIMIT_SECONDS = 60


@pytest.mark.parametrize("span", ["4 hours", timedelta(hours=4), 4 * 3600])
def test_both_clocks_go_on_by_the_same(frozen_time: TargetClock, span: Span) -> None:
    frozen_time.tick(span)

    assert datetime.now(UTC) == frozen_time.now == datetime(2026, 1, 5, 13, tzinfo=UTC)
    assert datetime.fromtimestamp(time.time(), UTC) == frozen_time.now


@pytest.mark.parametrize("moment", ["2026-03-02T09:00Z", datetime(2026, 3, 2, 9), 1_772_442_000])  # noqa: DTZ001
def test_both_clocks_go_to_the_same_moment(frozen_time: TargetClock, moment: str | datetime | int) -> None:
    frozen_time.move_to(moment)

    assert datetime.now(UTC) == frozen_time.now == datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_no_clock_goes_back(frozen_time: TargetClock) -> None:
    with pytest.raises(ValueError, match="2025-12-31T00:00:00Z is over: the clock stands at 2026-01-05T09:00:00Z"):
        frozen_time.move_to("2025-12-31")


def test_the_clock_alone_patches_nothing(clock: TargetClock) -> None:
    before = datetime.now(UTC)

    clock.tick("30 days")

    assert clock.now == datetime(2026, 2, 4, 9, tzinfo=UTC)
    assert timedelta(0) <= datetime.now(UTC) - before < timedelta(minutes=1)


@pytest.fixture
def machine_now() -> datetime:
    """The machine's time; a test asks for it before the time is frozen."""
    return datetime.now(UTC)


def test_the_emulator_beside_it_keeps_the_machines_time(
    machine_now: datetime, frozen_time: TargetClock, emulator_url: str
) -> None:
    answered = httpx.get(f"{emulator_url}/_sim/clock")

    shown = datetime.fromisoformat(answered.json()["now"])
    sent = parsedate_to_datetime(answered.headers["date"])
    assert timedelta(minutes=-1) < sent - machine_now < timedelta(minutes=2)
    assert timedelta(minutes=-1) < shown - machine_now < timedelta(minutes=2)


def test_nothing_hangs_while_the_time_stands_still(pytester: pytest.Pytester) -> None:
    """What waits with a limit, in a process that is ended where the limit does not come."""
    pytester.makepyfile("""
        import asyncio, queue, sqlite3, subprocess, sys, threading, time
        from concurrent.futures import ThreadPoolExecutor
        from concurrent.futures import TimeoutError as Late
        from datetime import UTC, datetime
        from time import monotonic
        import httpx, pytest, requests
        from customerio import CustomerIO

        PERSON, AUTH = "https://track.customer.io/api/v1/customers/5", ("sim-site", "sim-track-key")

        def test_clients(customerio_mock, frozen_time):
            async def asked():
                await asyncio.sleep(0.01)
                async with httpx.AsyncClient(timeout=5) as client:
                    return (await client.put(PERSON, auth=AUTH, json={"a": 1})).status_code
            assert httpx.put(PERSON, auth=AUTH, json={"a": 2}, timeout=5).status_code == 200
            assert requests.put(PERSON, auth=AUTH, json={"a": 3}, timeout=5).status_code == 200
            CustomerIO(*AUTH).track("5", "Order Placed", timestamp=datetime.now(UTC))
            assert asyncio.run(asked()) == 200

        def test_limits_of_asyncio(frozen_time):
            async def late():
                await asyncio.wait_for(asyncio.sleep(60), 0.02)
            with pytest.raises(TimeoutError):
                asyncio.run(late())
            assert asyncio.run(asyncio.to_thread(datetime.now, UTC)) == frozen_time.now

        def test_limits_of_threads(frozen_time):
            assert not threading.Event().wait(0.02)
            with pytest.raises(queue.Empty):
                queue.Queue().get(timeout=0.02)
            gate = threading.Event()
            with ThreadPoolExecutor(1) as pool:
                with pytest.raises(Late):
                    pool.submit(gate.wait).result(timeout=0.02)
                gate.set()

        def test_limits_of_processes(frozen_time):
            with pytest.raises(subprocess.TimeoutExpired):
                subprocess.run([sys.executable, "-c", "import time; time.sleep(60)"], timeout=0.05)

        @pytest.mark.parametrize("measure", [time.monotonic, monotonic, lambda: time.monotonic()])
        def test_a_loop_with_a_deadline(frozen_time, measure):
            end = measure() + 0.02
            while measure() < end:
                time.sleep(0.005)

        def test_a_database(frozen_time):
            with sqlite3.connect(":memory:", timeout=1) as rows:
                stored = rows.execute("select ?", (datetime.now(UTC).isoformat(),)).fetchone()
            assert stored == (frozen_time.now.isoformat(),)
            rows.close()
    """)

    result = pytester.runpytest_subprocess("-p", "no:cacheprovider", timeout=HARD_LIMIT_SECONDS)

    result.assert_outcomes(passed=8)


CART = """
Feature: Carts
  Scenario: A cart is left
    Given the delivery of "Order Placed" for order "R-1" is 3 hours late
    And "Mia" is a new visitor on a laptop
    When "Mia" gives email "mia@example.com" on the laptop
    And "Mia" places order "R-1" for 59.00 EUR on the laptop
    {moved}
    Then it is one o'clock
    And the history of "Mia" counts 1 "Order Placed"
"""
STEPS = """
from datetime import UTC, datetime
from pytest_bdd import scenarios, then, when
import pytest
scenarios("features")

@pytest.fixture(autouse=True)
def _in_step(frozen_time):
    pass

@when("we wait four hours")
def _(frozen_time):
    frozen_time.tick("4 hours")

@then("it is one o'clock")
def _(clock):
    assert datetime.now(UTC) == clock.now == datetime(2026, 1, 5, 13, tzinfo=UTC)
"""


@pytest.mark.parametrize("moved", ["And 4 hours pass", "And we wait four hours"])
def test_the_time_of_a_feature_is_that_of_the_code(pytester: pytest.Pytester, moved: str) -> None:
    (pytester.mkdir("features") / "carts.feature").write_text(CART.format(moved=moved), encoding="utf-8")
    pytester.makepyfile(STEPS)

    result = pytester.runpytest_inprocess()

    result.assert_outcomes(passed=1)
