"""Units: times by the years they fall in, amounts by what was true, and where nobody knows by what is plausible."""

from decimal import Decimal

import pytest

from simulator.plan import Known
from simulator.plan.scales import time_off
from simulator.plan.tracking_plan import PlannedField
from tests.plan.calls import NOW, a_plan, found, named, track

SECONDS = PlannedField("time", "seconds")


@pytest.mark.parametrize("value", [NOW, 946_684_800, 4_102_444_799])
def test_a_time_between_2000_and_2100_is_in_its_unit(value: int) -> None:
    assert time_off(value, SECONDS) is None


@pytest.mark.parametrize(
    ("value", "off"),
    [
        (NOW * 1_000, "which is a time in milliseconds; the plan says seconds"),
        (NOW * 1_000_000, "which is a time in microseconds; the plan says seconds"),
        (NOW * 1_000_000_000, "which is a time in nanoseconds; the plan says seconds"),
        (946_684_799, "in seconds 1999-12-31T23:59:59Z, which is no plausible time"),
        (0, "in seconds 1970-01-01T00:00:00Z, which is no plausible time"),
        (10**40, "in seconds, which is no plausible time"),
    ],
)
def test_a_time_in_another_unit_is_told_by_the_unit_that_it_is_in(value: int, off: str) -> None:
    assert time_off(value, SECONDS) == off


def test_a_plan_may_ask_for_milliseconds() -> None:
    field = PlannedField("time", "milliseconds")

    assert time_off(NOW * 1_000, field) is None
    assert time_off(NOW, field) == "which is a time in seconds; the plan says milliseconds"


def test_a_story_of_another_century_knows_when_things_happen() -> None:
    assert time_off(7_000_000_000, SECONDS, occurred=7_000_000_000) is None


def test_a_birthday_has_plausible_years_of_its_own() -> None:
    plan = a_plan("attributes: {born: {type: time, plausible: [1900-01-01, 2020-01-01]}}\nevents: {Q: }")

    born = plan.attributes["born"].field
    assert time_off(0, born) is None
    assert born.plausible[""] == (-2_208_988_800, 1_577_836_800)


def test_a_time_in_iso_8601_is_a_text_that_names_an_instant() -> None:
    plan = a_plan("events: {Q: {owner: web, optional: {at: {type: time, unit: ISO 8601}}}}")

    assert named(plan, track("Q", {"at": "2026-03-02T09:00:00Z"})) == []
    assert named(plan, track("Q", {"at": "next Monday"}), track("Q", {"at": NOW})) == [("wrong type", "at")] * 2


TOTAL = a_plan("events: {Order: {owner: web, required: {total: money}, optional: {currency: string}}}")
MINOR = a_plan("events: {Order: {owner: web, required: {total: {type: money, unit: minor units}}}}")


def known(amount: str, *, minor_units: int = 100) -> Known:
    return Known(amounts={"total": (Decimal(amount),)}, minor_units=minor_units)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (5900, "total of 'Order' is 5900, 100 times the 59.00 that it was"),
        (0.59, "total of 'Order' is 0.59, 1/100 of the 59.00 that it was"),
        (59_000, "total of 'Order' is 59000, 1000 times the 59.00 that it was"),
    ],
)
def test_an_amount_is_held_against_what_was_paid(value: float, words: str) -> None:
    (violation,) = found(TOTAL, track("Order", {"total": value}, known=known("59.00")))

    assert (violation.rule, violation.words) == ("money scale", words)


@pytest.mark.parametrize("value", [59, 59.0, 0, 61.5])
def test_an_amount_that_is_right_or_is_simply_another_is_of_no_wrong_scale(value: float) -> None:
    assert found(TOTAL, track("Order", {"total": value}, known=known("59.00"))) == []


def test_a_plan_may_ask_for_minor_units_of_which_each_currency_has_its_own_number() -> None:
    in_cents, in_fils = track("Order", {"total": 5900}, known=known("59.00")), known("5.900", minor_units=1000)

    assert found(MINOR, in_cents, track("Order", {"total": 5900}, known=in_fils)) == []
    assert named(MINOR, track("Order", {"total": 59}, known=known("59.00"))) == [("money scale", "total")]


def test_a_currency_without_minor_units_has_none_to_be_confused() -> None:
    assert found(TOTAL, track("Order", {"total": 5900}, known=known("5900", minor_units=1))) == []


def test_where_nobody_knows_the_amount_the_range_of_its_currency_decides() -> None:
    plan = a_plan(
        "events: {Order: {owner: web, required: {total: {type: money, plausible: {EUR: [1, 500], JPY: [100, 90000]}}}}}"
    )
    calls = [track("Order", {"total": 5900, "currency": currency}) for currency in ("EUR", "JPY", "USD")]

    (violation,) = found(plan, *calls, track("Order", {"total": 5900}))

    assert violation.words == "total of 'Order' is 5900, and 1 to 500 EUR is plausible"


def test_a_range_without_currencies_is_for_all_of_them() -> None:
    plan = a_plan("events: {Order: {owner: web, required: {total: {type: money, plausible: [1, 500]}}}}")

    assert named(plan, track("Order", {"total": 5900, "currency": "EUR"})) == [("money scale", "total")]
