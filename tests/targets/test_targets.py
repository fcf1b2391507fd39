"""Both kinds of target are one: the same deliveries give the same answers embedded and over HTTP."""

from collections.abc import Iterator

import pytest

from simulator.emulator import running
from simulator.errors import DefinitionError, TargetError
from simulator.operations import Advance, Identifier, Identify
from simulator.targets import Target, Targets, open_target
from simulator.values import Json
from tests.builders import START, hours, identify, minutes, put_in, track

DEFINITION: dict[str, Json] = {
    "segments": {
        "Recent carts": {"performed": "Added to Cart", "within": "4 hours"},
        "Press list": "manual",
    },
    "campaigns": {
        "Cart recovery": {
            "trigger": {"event": "Added to Cart"},
            "exit": {"performed": "Order Placed"},
            "steps": [{"delay": "30 minutes"}, {"send": {"email": "Come back", "subject": "You left something"}}],
        }
    },
}


@pytest.fixture(scope="module")
def emulator_url() -> Iterator[str]:
    with running() as listening:
        yield listening.url


@pytest.fixture(params=["embedded", "remote"])
def targets(request: pytest.FixtureRequest) -> Iterator[Targets]:
    address = "embedded" if request.param == "embedded" else request.getfixturevalue("emulator_url")
    with open_target(address) as opened:
        yield opened


@pytest.fixture
def target(targets: Targets) -> Iterator[Target]:
    with targets.workspace(DEFINITION, ("Recent carts",), START) as made:
        yield made


def test_a_delivery_becomes_an_operation_of_the_person(target: Target) -> None:
    number = target.deliver("web-1", "web", track("maya@example.com", sku="SERUM-30"), START + 5)

    (person,) = target.people()
    assert person.email == "maya@example.com"
    assert [(event.name, event.at, event.data, event.operation) for event in person.events] == [
        ("Added to Cart", START + 5, {"sku": "SERUM-30"}, number)
    ]


def test_the_journal_joins_deliveries_with_operations(target: Target) -> None:
    first = target.deliver("web-1", "web", identify("5", plan="basic"), START)
    second = target.deliver("shop-1.2", "storefront", track("5", "Order Placed"), START)

    told = [(entry.delivery, entry.source, entry.operations) for entry in target.requests()]

    assert told == [("web-1", "web", (first,)), ("shop-1.2", "storefront", (second,))]


def test_values_keep_their_types_on_the_way(target: Target) -> None:
    attributes: dict[str, Json] = {
        "total_orders": 1,
        "lifetime_value": 59.5,
        "price": "59.00",
        "vip": True,
        "o": {"a": [1]},
    }

    target.deliver("web-1", "web", Identify(Identifier("id", "5"), attributes), START)

    assert {name: fact.value for name, fact in target.people()[0].attributes.items()} == attributes


def test_reaching_an_instant_leaves_what_is_due_in_it_and_advancing_does_not(target: Target) -> None:
    target.deliver("web-1", "web", track("maya@example.com"), START)

    target.reach(START + minutes(30))
    before = target.messages()
    target.advance(START + minutes(30))

    assert before == ()
    assert [(message.state, message.at) for message in target.messages()] == [("sent", START + minutes(30))]


def test_a_delivery_arrives_before_what_is_due_in_its_second(target: Target) -> None:
    target.deliver("web-1", "web", track("maya@example.com"), START)
    target.deliver("shop-1", "storefront", track("maya@example.com", "Order Placed"), START + minutes(30))

    target.advance(START + minutes(30))

    assert [message.state for message in target.messages()] != ["sent"]


def test_a_segment_tells_its_members_and_its_history_where_it_is_watched(target: Target) -> None:
    target.deliver("web-1", "web", track("5"), START)
    target.advance(START)

    segment = target.segment("Recent carts")

    assert [(member.id, member.until) for member in segment.members] == [("5", START + hours(4) + 1)]
    assert segment.history is not None
    assert [change.entered for change in segment.history] == [True]
    assert target.segment("Press list").history is None


def test_why_is_answered_for_anybody(target: Target) -> None:
    target.deliver("web-1", "web", identify("5"), START)

    answer = target.why(target.people()[0].cio_id, "Recent carts")

    assert answer.holds is False
    assert answer.reason


def test_people_are_put_into_a_manual_segment(target: Target) -> None:
    target.deliver("shop-1", "backend", identify("5"), START)
    target.deliver("shop-2", "backend", put_in("Press list", "5"), START)

    assert [member.id for member in target.segment("Press list").members] == ["5"]


def test_a_call_that_the_api_refuses_became_no_operation(target: Target) -> None:
    assert target.deliver("web-1", "web", identify("5", bio="x" * 1_001), START) is None
    assert target.people() == ()


def test_a_time_of_a_run_is_never_taken_for_the_machines(targets: Targets) -> None:
    with targets.workspace({}, (), START) as target:
        target.deliver("web-1", "web", track("5", timestamp=START - 9), START)

        assert target.people()[0].events[0].at == START - 9


@pytest.mark.parametrize(
    ("operation", "reason"),
    [
        (Advance(START), "the Track API has no call for Advance"),
        (track("cio_"), "cannot travel"),
        (put_in("Nobody", "5"), "no segment is called 'Nobody'"),
    ],
)
def test_what_no_call_can_say_is_a_target_error(target: Target, operation: Advance, reason: str) -> None:
    with pytest.raises(TargetError, match=reason):
        target.deliver("web-1", "web", operation, START)


def test_a_delivery_into_the_past_is_a_target_error(target: Target) -> None:
    with pytest.raises(TargetError, match="is over: the clock stands at"):
        target.deliver("web-1", "web", track("5"), START - 1)


def test_an_unknown_segment_is_a_target_error_with_the_nearest_name(target: Target) -> None:
    with pytest.raises(TargetError, match="Did you mean 'Recent carts'"):
        target.segment("Recent cart")


def test_a_wrong_definition_makes_no_workspace(targets: Targets) -> None:
    with (
        pytest.raises((DefinitionError, TargetError), match="performd"),
        targets.workspace({"segments": {"X": {"performd": "a"}}}, (), START),
    ):
        pass


def test_each_workspace_is_a_world_of_its_own(targets: Targets) -> None:
    with targets.workspace({}, (), START) as one, targets.workspace({}, (), START + 99) as other:
        one.deliver("web-1", "web", track("5"), START)

        assert len(one.people()) == 1
        assert other.people() == ()


def test_a_workspace_is_gone_when_its_block_ends(targets: Targets) -> None:
    with targets.workspace({}, (), START) as target:
        assert target.why is not None

    with pytest.raises(TargetError, match="no workspace is called"):
        target.people()


def test_a_target_says_what_it_is_called(targets: Targets, request: pytest.FixtureRequest) -> None:
    with targets.workspace({}, (), START) as target:
        assert target.name == "embedded" or target.name.startswith("http://127.0.0.1:")


def test_identifiers_of_each_kind_travel(target: Target) -> None:
    target.deliver("web-1", "web", identify("a/b c+d%"), START)
    target.deliver("web-2", "web", identify("maya+vip@example.com"), START)
    cio_id = target.people()[0].cio_id
    target.deliver("web-3", "web", identify(f"cio_{cio_id}", plan="pro"), START)

    assert [(one.id, one.email) for one in target.people()] == [("a/b c+d%", None), (None, "maya+vip@example.com")]
    assert target.people()[0].attributes["plan"].value == "pro"
