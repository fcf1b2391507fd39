"""People and histories from files, in a run: what the workspace knows of them when the story begins."""

from pathlib import Path

import pytest

from tests.engine.conftest import Told

MANY = "customer_id\n" + "".join(f"C-{number}\n" for number in range(40))
ORDERS = (
    "customer_id,event,at,order_id,total\n"
    "C-1,Order Placed,40 days ago,R-1,20.00\n"
    "C-1,Order Placed,10 days ago,R-2,20.00\n"
    "C-2,Order Placed,1 hour ago,R-3,5\n"
)


@pytest.fixture
def rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The present folder, with forty people and three orders of theirs."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "people.csv").write_text(MANY)
    (tmp_path / "orders.csv").write_text(ORDERS)
    return tmp_path


@pytest.mark.usefixtures("rows")
def test_the_workspace_knows_everybody_and_what_they_did(told: Told) -> None:
    expect = (
        "expect:\n"
        "  - {at: 0m, profiles: 40}\n"
        "  - {at: 0m, segment: Buyers, equals list: buyers, count: 2}\n"
        "  - {at: 0m, profile: C-1, events: {Order Placed: 2}}\n"
    )

    assert told("people: people.csv\nhistory: orders.csv\n" + expect) == []


@pytest.mark.usefixtures("rows")
def test_the_shop_s_figures_go_on_from_the_orders_of_before(told: Told) -> None:
    doing = "journey:\n  - {at: 1m, shopper: C-1, does: refund, order: R-2}\n"
    expect = "expect:\n  - {at: 1m, profile: C-1, attributes: {total_orders: 2, lifetime_value: 20}}\n"

    assert told(f"people: people.csv\nhistory: orders.csv\n{doing}{expect}") == []


@pytest.mark.usefixtures("rows")
def test_a_failure_of_a_crowd_names_the_first_of_it(told: Told) -> None:
    campaign = "campaigns: {Hello: {trigger: {event: Quiz}, steps: [{send: {email: Hi, subject: Hi}}]}}\n"

    (text,) = told(f"people: people.csv\n{campaign}expect: [{{at: 1m, messages: Hello, count: 1}}]\n")

    assert "C-10, C-11 and 28 more has reached" in text
