"""Shapes of lateness: as published or reported, and the same for the same seed."""

from statistics import mean, quantiles

import pytest

from simulator.deliveries import Lateness, seconds_late


def drawn(lateness: Lateness, count: int) -> list[int]:
    return [seconds_late(lateness, f"d{number}", seed=7) for number in range(count)]


def test_webhooks_are_usually_there_in_a_second_and_seldom_in_a_minute() -> None:
    seconds = drawn("shopify", 20_000)

    percentiles = quantiles(seconds, n=100)
    assert (percentiles[49], percentiles[94], percentiles[98]) == (1, 3, 7)
    assert 1.7 < mean(seconds) < 2.3
    assert 60 < max(seconds) < 3_600


@pytest.mark.parametrize(
    ("lateness", "least", "most"),
    [("shopify incident", 900, 2_700), ("shopify worst", 0, 86_400), ("woo cron", 0, 7_200)],
)
def test_some_shops_are_late_by_anything_between(lateness: Lateness, least: int, most: int) -> None:
    seconds = drawn(lateness, 2_000)

    assert least <= min(seconds) < least + (most - least) / 100
    assert most - (most - least) / 100 < max(seconds) <= most


def test_a_blip_is_five_times_as_late_as_usual() -> None:
    assert 4 < mean(drawn("shopify blip", 5_000)) / mean(drawn("shopify", 5_000)) < 6


def test_a_delivery_is_as_late_each_time_and_another_seed_says_otherwise() -> None:
    assert drawn("woo cron", 50) == drawn("woo cron", 50)
    assert seconds_late("woo cron", "d1", seed=1) != seconds_late("woo cron", "d1", seed=2)
