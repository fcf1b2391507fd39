"""Who changes a key tells it under the one that the shop's orders carried until then."""

import pytest

from simulator.operations import Identifier
from simulator.shoppers import ChangeKey, KeyKind, LogIn, Money, PlaceOrder, Town
from tests.shoppers.doing import calls, do, identification

LOGIN = LogIn("Mia", "laptop", "C-1")
ORDER = PlaceOrder("Mia", "laptop", "R-1", Money("5.00", "EUR"))


@pytest.mark.parametrize(
    ("kind", "value", "attribute"),
    [
        ("email", "mia@example.net", "email"),
        ("phone", "+12025550143", "phone"),
        ("customer id", "C-2", "customer_id"),
    ],
)
def test_a_change_is_an_attribute_of_who_was_known(kind: KeyKind, value: str, attribute: str) -> None:
    call = identification(do(Town(7, currency="EUR"), LOGIN, ChangeKey("Mia", kind, value)))

    assert (call.who, call.attributes) == (Identifier("id", "C-1"), {attribute: value})


def test_orders_after_another_customer_id_go_by_that_one() -> None:
    placed, _ = calls(do(Town(7, currency="EUR"), LOGIN, ChangeKey("Mia", "customer id", "C-2"), ORDER))

    assert getattr(placed, "who", None) == Identifier("id", "C-2")
