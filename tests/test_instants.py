"""Instants, durations and zones as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.instants import (
    EARLIEST,
    LATEST,
    SystemClock,
    clock_text,
    duration_from,
    duration_words,
    instant_from,
    instant_text,
    zone_from,
)

MARCH_2_9AM = 1_772_442_000
"""2026-03-02T09:00:00Z."""


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("0m", 0),
        ("90 seconds", 90),
        ("30 minutes", 1_800),
        ("4 hours", 14_400),
        ("1h30m", 5_400),
        (" 1 Hour 30 Min ", 5_400),
        ("7 days", 604_800),
        ("2 weeks", 1_209_600),
        ("1 month", 2_592_000),
    ],
)
def test_durations_are_read_from_words(written: str, seconds: int) -> None:
    assert duration_from(written) == seconds


@pytest.mark.parametrize(
    "written",
    ["", "4", "hours", "-1 hour", "1.5 hours", "4 parsecs", "1 hour and", "9" * 5_000 + " days", "99999999 weeks"],
)
def test_what_is_no_duration_says_what_one_looks_like(written: str) -> None:
    with pytest.raises(ValueError, match="is no duration; write a whole number and a unit"):
        duration_from(written)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 seconds"),
        (1, "1 second"),
        (90, "90 seconds"),
        (5_400, "90 minutes"),
        (14_400, "4 hours"),
        (86_400, "1 day"),
    ],
)
def test_durations_print_in_their_largest_whole_unit(seconds: int, words: str) -> None:
    assert duration_words(seconds) == words


@given(st.integers(0, LATEST - EARLIEST))
def test_a_duration_reads_back_as_it_prints(seconds: int) -> None:
    assert duration_from(duration_words(seconds)) == seconds


@pytest.mark.parametrize(
    "written",
    [
        "2026-03-02T09:00:00Z",
        "2026-03-02t09:00:00.999z",
        "2026-03-02 09:00",
        "2026-03-02T04:00-05:00",
        "2026-03-02T14:30:00+0530",
    ],
)
def test_an_instant_has_many_spellings(written: str) -> None:
    assert instant_from(written) == MARCH_2_9AM


def test_an_instant_without_an_offset_is_local_time() -> None:
    assert instant_from("2026-03-02T04:00", zone="America/New_York") == MARCH_2_9AM
    assert instant_text(instant_from("2026-03-02", zone="Europe/Berlin")) == "2026-03-01T23:00:00Z"


def test_the_hour_that_the_clocks_skip_is_the_one_after() -> None:
    skipped = instant_from("2026-03-08T02:30", zone="America/New_York")

    assert instant_text(skipped, zone="America/New_York") == "2026-03-08T03:30:00-04:00"


def test_the_hour_that_the_clocks_repeat_is_the_first_of_the_two() -> None:
    repeated = instant_from("2026-11-01T01:30", zone="America/New_York")

    assert instant_text(repeated, zone="America/New_York") == "2026-11-01T01:30:00-04:00"


@pytest.mark.parametrize(
    "written",
    [
        "",
        "tomorrow",
        "2026-02-30",
        "2026-03-02T25:00",
        "09:00",
        "1772442000",
        "2026-03-02T09",
        "2026-03-02T09:00+99:00",
    ],
)
def test_what_is_no_instant_says_what_one_looks_like(written: str) -> None:
    with pytest.raises(ValueError, match="is no instant; write ISO 8601"):
        instant_from(written)


@pytest.mark.parametrize("written", ["0001-01-01T00:00+14:00", "9999-12-31T23:00-05:00", "٢٠٢٦-٠٣-٠٢"])
def test_an_instant_lies_on_the_calendar_of_utc_and_is_written_in_plain_digits(written: str) -> None:
    with pytest.raises(ValueError, match="is no instant; write ISO 8601"):
        instant_from(written)


@given(st.integers(EARLIEST, LATEST))
def test_an_instant_reads_back_as_it_prints(instant: int) -> None:
    assert instant_from(instant_text(instant)) == instant


@pytest.mark.parametrize("name", ["", "New York", "America/Nowhere", "../etc/passwd", "Europe", "a\0b", "x" * 5_000])
def test_what_is_no_zone_says_what_one_looks_like(name: str) -> None:
    with pytest.raises(ValueError, match="is no time zone; write an IANA name"):
        zone_from(name)


def test_a_time_of_day_shows_its_date_unless_it_is_that_of_the_one_beside() -> None:
    assert clock_text(MARCH_2_9AM) == "2026-03-02 09:00:00"
    assert clock_text(MARCH_2_9AM, beside=MARCH_2_9AM - 3_600) == "09:00:00"
    assert clock_text(MARCH_2_9AM, beside=MARCH_2_9AM - 86_400) == "2026-03-02 09:00:00"
    assert clock_text(MARCH_2_9AM, zone="America/New_York") == "2026-03-02 04:00:00"


@pytest.mark.parametrize("instant", [LATEST + 1, EARLIEST - 1, 10**30, -(10**30)])
def test_instants_beyond_all_calendars_print_as_seconds(instant: int) -> None:
    assert instant_text(instant) == clock_text(instant) == clock_text(instant, zone="Asia/Tokyo") == f"@{instant}"


def test_the_clock_of_the_machine_is_in_whole_seconds_of_this_century() -> None:
    assert instant_from("2025-01-01") < SystemClock().now() < instant_from("2100-01-01")
