"""Three integrations tested as a user would: their code is not touched, what became of it is asked of the workspace."""

import asyncio

import httpx
import pytest

from simulator.targets.clock import TargetClock
from simulator.targets.doors import CustomerIOMock
from simulator.targets.live_views import Deliveries, Outbox
from simulator.wire import Credentials
from tests.doors import quiz_page
from tests.doors.cart_service import tell_of_carts
from tests.doors.order_webhook import Order, order_placed
from tests.doors.quiz_page import finish_quiz

ORDER: Order = {"id": "R-1", "customer": "C-1", "email": "ada@example.com", "total": 59.0}


def test_the_quiz_makes_a_person_with_what_came_out(customerio_mock: CustomerIOMock) -> None:
    finish_quiz("mia@example.com", "dry")

    (mia,) = customerio_mock.workspace.people()
    assert mia.attributes["skin_type"].value == "dry"
    assert [(event.name, event.data) for event in mia.events] == [("Quiz Finished", {"skin": "dry"})]
    customerio_mock.assert_nothing_was_ignored()


def test_a_quiz_done_twice_has_a_call_that_was_ignored(customerio_mock: CustomerIOMock) -> None:
    finish_quiz("mia@example.com", "dry")
    finish_quiz("mia@example.com", "dry")

    with pytest.raises(AssertionError, match=r"(?s)silently ignored:\n  PUT \S+mia@example.com: .* \(rule \S+\)$"):
        customerio_mock.assert_nothing_was_ignored()


def test_wrong_keys_get_what_customer_io_answers(
    customerio_mock: CustomerIOMock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CIO_TRACK_KEY", "of-another-shop")

    with pytest.raises(httpx.HTTPStatusError, match="401"):
        finish_quiz("mia@example.com", "dry")

    assert [response.status for _, response in customerio_mock.calls] == [401]


def test_keys_of_the_users_own_are_taken_once_they_are_named(
    customerio_mock: CustomerIOMock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quiz_page, "keys", lambda: ("our-site", "our-key"))
    customerio_mock.accept(Credentials("our-site", "our-key", "our-app-key", "our-write-key"))

    finish_quiz("mia@example.com", "dry")

    assert len(customerio_mock.workspace.people()) == 1


def test_an_order_stops_the_recovery_of_the_cart(
    customerio_mock: CustomerIOMock, frozen_time: TargetClock, messages: Outbox
) -> None:
    asyncio.run(tell_of_carts([("ada@example.com", "Calm Serum"), ("leo@example.com", "Day Cream")]))
    frozen_time.tick("20 minutes")

    order_placed({**ORDER, "customer": "ada@example.com"})
    frozen_time.tick("10 minutes")

    assert [message.recipient for message in messages.sent()] == ["leo@example.com"]
    assert messages.sent(to="ada@example.com") == ()


def test_the_official_client_stamps_with_the_frozen_clock(
    customerio_mock: CustomerIOMock, frozen_time: TargetClock
) -> None:
    frozen_time.move_to("2026-03-02T09:00Z")

    order_placed(ORDER)

    (ada,) = customerio_mock.workspace.people()
    assert ada.attributes["last_order_date"].value == ada.events[0].at == frozen_time.now.timestamp()


@pytest.mark.rule("events.time.rebase-real-time")
def test_without_it_the_machines_time_is_moved_onto_the_workspaces(
    customerio_mock: CustomerIOMock, clock: TargetClock, deliveries: Deliveries
) -> None:
    clock.tick("4 hours")

    order_placed(ORDER)

    (ada,) = customerio_mock.workspace.people()
    assert abs(ada.events[0].at - clock.now.timestamp()) <= 5
    assert "TimestampRebased" in [effect.name for effect in deliveries[-1].effects]


def test_many_carts_at_once_are_all_taken(customerio_mock: CustomerIOMock) -> None:
    carts = [(f"shopper-{number}@example.com", "Calm Serum") for number in range(20)]

    statuses = asyncio.run(tell_of_carts(carts))

    assert statuses == [200] * 20
    assert all(len(person.events) == 1 for person in customerio_mock.workspace.people())
