"""Both kinds of target are one: the same deliveries give the same answers embedded and over HTTP."""

from collections.abc import Iterator

import pytest

from simulator.emulator import running
from simulator.errors import DefinitionError, TargetError
from simulator.operations import (
    AddDevice,
    Advance,
    BlockAddress,
    Delete,
    DeleteDevice,
    Identifier,
    Identify,
    Merge,
    Operation,
    Relate,
    ReportPush,
    Suppress,
    Track,
    UnblockAddress,
    Unsubscribe,
    Unsuppress,
)
from simulator.targets import Target, Targets, open_target
from simulator.values import Json
from tests.builders import START, hours, identify, minutes, put_in, track

FIVE = Identifier("id", "5")
PHONE = Identifier("phone", "+12025550123")
WITH_PHONE: dict[str, Json] = {"settings": {"identifiers": ["id", "email", "phone"]}}
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
        (track(""), "cannot travel"),
        (put_in("Nobody", "5"), "no segment is called 'Nobody'"),
        (Identify(PHONE), "no body can say that '.12025550123' is meant as phone"),
        (ReportPush("t1", "bounced"), "the App API has no call for ReportPush"),
    ],
)
def test_what_no_call_can_say_is_a_target_error(target: Target, operation: Operation, reason: str) -> None:
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


def test_people_leave_and_come_back(target: Target) -> None:
    deliver_all(target, identify("5"), Delete(FIVE), identify("5"), Suppress(FIVE), identify("5"))
    suppressed = target.people()
    deliver_all(target, Unsuppress(FIVE), identify("5"))

    assert suppressed == ()
    assert [(one.id, one.cio_id) for one in target.people()] == [("5", "03000003")]


def test_two_people_become_one(target: Target) -> None:
    deliver_all(target, identify("5"), identify("6", plan="pro"), Merge(FIVE, Identifier("id", "6")))

    (person,) = target.people()
    assert person.attributes["plan"].value == "pro"
    assert [merge.id for merge in person.merges] == ["6"]


def test_devices_come_and_go(target: Target) -> None:
    added = AddDevice(FIVE, "t1", "ios", START - 5, {"app_version": "2"})
    deliver_all(target, added, AddDevice(FIVE, "t2", "android"), DeleteDevice(FIVE, "t2"))

    (device,) = target.people()[0].devices
    assert (device.token, device.last_used, device.attributes) == ("t1", START - 5, {"app_version": "2"})


def test_what_track_v1_has_no_words_for_is_said_in_another_way(target: Target) -> None:
    like_an_email = Identifier("id", "maya@example.com")

    deliver_all(target, Identify(like_an_email), Relate("1", "acme", like_an_email))
    deliver_all(target, BlockAddress("maya@example.com"))
    number = target.deliver("esp-1", "backend", UnblockAddress("maya@example.com"), START)

    (person,) = target.people()
    assert (person.id, person.email) == ("maya@example.com", None)
    assert [relation.object_id for relation in person.relations] == ["acme"]
    assert target.requests()[-1].operations == (number,)


def test_a_person_known_by_phone_is_addressed_where_phone_identifies(targets: Targets) -> None:
    with targets.workspace(WITH_PHONE, (), START) as target:
        deliver_all(target, Identify(PHONE, {"plan": "basic"}), Track("Order Placed", PHONE), Suppress(PHONE))

        assert target.people() == ()
        assert [entry.path for entry in target.requests()] == ["/api/v2/entity"] * 3


@pytest.mark.rule("identity.phone.not-merge")
def test_somebody_known_by_phone_is_merged_by_cio_id(targets: Targets) -> None:
    with targets.workspace(WITH_PHONE, (), START) as target:
        deliver_all(target, identify("5"), Identify(PHONE, {"plan": "basic"}), Merge(FIVE, PHONE))

        (person,) = target.people()
        assert (person.id, person.phone) == ("5", "+12025550123")
        assert b'{"cio_id":"03000002"}'.decode() in target.requests()[-1].request


def test_a_merge_with_a_phone_that_nobody_has_is_not_sent(targets: Targets) -> None:
    with targets.workspace(WITH_PHONE, (), START) as target:
        deliver_all(target, identify("5"), identify("+12025550123"))

        assert target.deliver("shop-9", "backend", Merge(FIVE, PHONE), START) is None
        assert len(target.people()) == 2


def test_the_recipient_of_a_message_unsubscribes(target: Target) -> None:
    target.deliver("web-1", "web", track("maya@example.com"), START)
    target.advance(START + minutes(30))

    target.deliver("mail-1", "mail", Unsubscribe(1), START + minutes(30))

    fact = target.people()[0].attributes["unsubscribed"]
    assert (fact.value, fact.source) == (True, "mail")


@pytest.mark.rule("track.v1.rate")
def test_a_call_on_top_of_too_many_is_refused_and_the_story_goes_on(targets: Targets) -> None:
    definition: dict[str, Json] = {"settings": {"rate_limit": "1000 per second"}}

    with targets.workspace(definition, (), START) as target:
        taken = [target.deliver(f"web-{n}", "web", track("5"), START) for n in range(1_001)]

        assert [number is None for number in taken] == [False] * 1_000 + [True]
        assert target.deliver("web-1001", "web", track("5"), START + 1) is not None


def deliver_all(target: Target, *operations: Operation) -> None:
    """Deliver each of them in the first second; none is refused."""
    for number, operation in enumerate(operations):
        assert target.deliver(f"shop-{number}", "backend", operation, START) is not None
