"""The machine and a model that shares no code with it have the same people after every call, under any settings."""

from typing import Any

from hypothesis import given

from tests.laws.identity_histories import ABOUT_MERGES, SETTINGS, Act, acts, merging_acts
from tests.laws.side_by_side import Both


def agree_after_every_act(settings: dict[str, Any], history: list[Act]) -> None:
    both = Both(settings)
    for act in history:
        both.perform(act)

        assert both.as_the_machine_has_it() == both.as_the_model_has_it(), act


@given(acts)
def test_after_every_call_the_machine_has_the_people_that_the_model_has(history: list[Act]) -> None:
    agree_after_every_act({}, history)


@given(SETTINGS, acts)
def test_under_any_settings_the_machine_has_the_people_that_the_model_has(
    settings: dict[str, Any], history: list[Act]
) -> None:
    agree_after_every_act(settings, history)


@given(ABOUT_MERGES, merging_acts)
def test_after_merges_the_machine_has_the_people_that_the_model_has(
    settings: dict[str, Any], history: list[Act]
) -> None:
    agree_after_every_act(settings, history)
