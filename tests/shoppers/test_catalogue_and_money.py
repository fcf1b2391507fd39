"""Products that nobody defined, and what amounts look like when they are sent."""

from decimal import Decimal

import pytest

from simulator.shoppers.catalogue import Catalogue
from simulator.shoppers.money import json_number, payable


def a_catalogue(seed: int = 7, currency: str = "EUR") -> Catalogue:
    return Catalogue(seed, currency)


def test_a_sku_and_its_made_up_name_are_one_product() -> None:
    by_sku = a_catalogue().find(sku="SERUM-30")

    assert by_sku.name == "Serum 30"
    assert a_catalogue().find(name=by_sku.name) == by_sku


def test_a_name_and_its_made_up_sku_are_one_product() -> None:
    by_name = a_catalogue().find(name="Calm Serum")

    assert by_name.sku == "CALM-SERUM"
    assert a_catalogue().find(sku=by_name.sku) == by_name


def test_another_spelling_keeps_its_words_and_means_the_same_product() -> None:
    plain, accented = a_catalogue().find(name="creme de jour"), a_catalogue().find(name="Crème de Jour")

    assert (plain.name, accented.name) == ("creme de jour", "Crème de Jour")
    assert (plain.sku, plain.product_id, plain.price) == (accented.sku, accented.product_id, accented.price)


@pytest.mark.parametrize("name", ["夜のクリーム", "100 %", "!!"])
def test_any_name_has_a_sku(name: str) -> None:
    assert a_catalogue().find(name=name).sku


def test_another_seed_makes_up_another_product() -> None:
    assert a_catalogue(seed=7).find(name="Calm Serum") != a_catalogue(seed=8).find(name="Calm Serum")


def test_prices_can_be_paid_in_the_shops_currency() -> None:
    prices = [a_catalogue(currency="JPY").find(name=f"Cream {number}").price for number in range(20)]

    assert all(price == price.to_integral_value() for price in prices)


@pytest.mark.parametrize(
    ("amount", "currency", "number"),
    [("59.00", "EUR", 59.0), ("0.005", "EUR", 0.01), ("1200", "JPY", 1200), ("1.2345", "KWD", 1.235), ("7", "xof", 7)],
)
def test_an_amount_is_sent_in_the_minor_units_of_its_currency(amount: str, currency: str, number: float) -> None:
    sent = json_number(Decimal(amount), currency)

    assert sent == number
    assert type(sent) is type(number)


def test_an_amount_keeps_the_digits_of_its_currency() -> None:
    assert str(payable(Decimal(59), "EUR")) == "59.00"
