"""The documented limits, one byte inside and one outside, and what each setting makes of a call that passes one."""

from collections.abc import Mapping

import pytest

from simulator.operations import AddDevice, Operation, Relate, Suppress
from simulator.values import Json
from simulator.workspace import views
from simulator.workspace.effects import AttributeRefused, Effect, Ignored, LimitPassed, Rejected
from simulator.workspace.snapshot import state_bytes
from tests.builders import START, a_workspace, attributes, identify, named, people, track

MANY: dict[str, Json] = {f"a{number}": number for number in range(301)}
LONG_ID = named("i" * 151)
LONG_DATA: dict[str, Json] = {"text": "x" * 100_000}


@pytest.mark.rule("attributes.limits")
@pytest.mark.parametrize(
    ("inside", "outside", "text"),
    [
        pytest.param(
            identify("u1", dict(list(MANY.items())[:300])),
            identify("u1", MANY),
            "cannot identify more than 300 attributes in one request",
            marks=pytest.mark.rule("attributes.limits.count"),
        ),
        pytest.param(
            identify("u1", {"n" * 150: 1}),
            identify("u1", {"n" * 151: 1}),
            "attribute name cannot be longer than 150 bytes",
            marks=pytest.mark.rule("attributes.limits.name"),
        ),
        pytest.param(
            identify("u1", {"é" * 75: 1}),
            identify("u1", {"é" * 76: 1}),
            "attribute name cannot be longer than 150 bytes",
            marks=pytest.mark.rule("attributes.limits.name"),
        ),
        pytest.param(
            identify("u1", x="v" * 1_000),
            identify("u1", x="v" * 1_001),
            "value for attribute 'x' cannot be longer than 1000 bytes",
            marks=pytest.mark.rule("attributes.limits.value"),
        ),
        pytest.param(
            identify("u1", x=["v" * 996]),
            identify("u1", x=["v" * 997]),
            "value for attribute 'x' cannot be longer than 1000 bytes",
            marks=pytest.mark.rule("attributes.limits.value"),
        ),
        pytest.param(
            identify("i" * 150),
            identify("i" * 151),
            "id attribute cannot be longer than 150 bytes",
            marks=pytest.mark.rule("identity.id.max"),
        ),
        pytest.param(
            track("i" * 150),
            track("i" * 151),
            "id attribute cannot be longer than 150 bytes",
            marks=pytest.mark.rule("identity.id.max"),
        ),
        pytest.param(
            identify("mia@example.com", id="i" * 150),
            identify("mia@example.com", id="i" * 151),
            "id attribute cannot be longer than 150 bytes",
            marks=pytest.mark.rule("identity.id.max"),
        ),
        pytest.param(
            track("u1", f" {'n' * 100} "),
            track("u1", "n" * 101),
            "event name cannot be longer than 100 bytes",
            marks=pytest.mark.rule("events.name-length"),
        ),
        pytest.param(
            track("u1", "n", {"t": "x" * 99_992}),
            track("u1", "n", {"t": "x" * 99_993}),
            "event data cannot be longer than 100000 bytes",
            marks=pytest.mark.rule("events.data-size"),
        ),
    ],
)
def test_a_call_over_a_limit_is_refused_whole_in_the_documented_words(
    inside: Operation, outside: Operation, text: str
) -> None:
    machine = a_workspace()
    before = state_bytes(machine)

    refused = machine.apply(outside, at=START).effects
    after = state_bytes(machine)
    taken = machine.apply(inside, at=START).effects

    assert [effect.reason for effect in refused if isinstance(effect, Rejected)] == [text]
    assert len(refused) == 1
    assert after == before
    assert not any(isinstance(effect, Rejected) for effect in taken)


@pytest.mark.rule("attributes.limits")
@pytest.mark.parametrize(
    ("setting", "told", "stored"),
    [
        ("reject_400", [Rejected], None),
        ("drop_call", [Ignored], None),
        ("fail_attribute", [AttributeRefused], {"plan": "pro"}),
        ("warn", [LimitPassed], {"plan": "pro", "bio": "b" * 1_001}),
        ("off", [], {"plan": "pro", "bio": "b" * 1_001}),
    ],
)
def test_what_becomes_of_a_call_over_a_limit_is_a_setting(
    setting: str, told: list[type[Effect]], stored: Mapping[str, Json] | None
) -> None:
    machine = a_workspace(settings={"attribute_overflow": setting})
    kinds = (Rejected, Ignored, AttributeRefused, LimitPassed)

    effects = machine.apply(identify("u1", plan="pro", bio="b" * 1_001), at=START).effects

    assert [type(effect) for effect in effects if isinstance(effect, kinds)] == told
    assert people(machine) == ([] if stored is None else [("u1", None)])
    assert stored is None or attributes(machine, "u1") == stored


@pytest.mark.rule("attributes.limits.count")
def test_of_too_many_attributes_those_past_the_limit_fail_where_the_settings_say_so() -> None:
    machine = a_workspace(settings={"attribute_overflow": "fail_attribute"})

    effects = machine.apply(identify("u1", MANY), at=START).effects

    assert [effect.name for effect in effects if isinstance(effect, AttributeRefused)] == ["a300"]
    assert len(attributes(machine, "u1")) == 300


@pytest.mark.rule("identity.id.max")
@pytest.mark.parametrize(
    "call",
    [AddDevice(named("i" * 151), "t1", "ios"), Relate("1", "acme", named("i" * 151)), Suppress(named("i" * 151))],
)
def test_no_call_makes_or_blocks_an_id_that_is_too_long(call: Operation) -> None:
    machine = a_workspace()

    (effect,) = machine.apply(call, at=START).effects

    assert isinstance(effect, Rejected)
    assert not people(machine)
    assert not views.suppressed(machine)


@pytest.mark.rule("events.data-size")
def test_an_event_over_a_limit_has_no_attribute_to_fail_and_is_dropped() -> None:
    machine = a_workspace(settings={"attribute_overflow": "fail_attribute"})

    effects = machine.apply(track("u1", "Order Placed", LONG_DATA), at=START).effects

    assert [type(effect) for effect in effects] == [Ignored]


@pytest.mark.rule("events.name-length")
@pytest.mark.parametrize(("length", "refused"), [(499, False), (500, True)])
def test_event_names_are_counted_in_characters_where_the_settings_say_so(length: int, *, refused: bool) -> None:
    machine = a_workspace(settings={"limits_event_name": "500 characters"})

    effects = machine.apply(track("u1", "é" * length), at=START).effects

    assert any(isinstance(effect, Rejected) for effect in effects) is refused


@pytest.mark.rule("events.value-length")
@pytest.mark.parametrize(("setting", "refused"), [("none", False), ("1000 bytes", True)])
def test_a_single_value_of_event_data_is_limited_where_the_settings_say_so(setting: str, *, refused: bool) -> None:
    machine = a_workspace(settings={"limits_value_in_events": setting})

    effects = machine.apply(track("u1", "Order Placed", note="x" * 1_001), at=START).effects

    assert any(isinstance(effect, Rejected) for effect in effects) is refused


@pytest.mark.rule("attributes.created-at")
@pytest.mark.parametrize(("setting", "refused"), [("accept", False), ("reject", True)])
@pytest.mark.parametrize(
    "call",
    [identify("u1", created_at=START * 1_000), track("u1", timestamp=START * 1_000)],
    ids=["created_at", "event"],
)
def test_a_time_in_milliseconds_is_stored_as_it_is_or_refused(call: Operation, setting: str, *, refused: bool) -> None:
    machine = a_workspace(settings={"timestamps_milliseconds": setting})

    effects = machine.apply(call, at=START).effects

    assert any(isinstance(effect, Rejected) for effect in effects) is refused
