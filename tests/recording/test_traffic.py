"""What of a journal becomes a story: what changed something, as it was taken, by whom, delivery by delivery."""

import pytest

from simulator.errors import UsageError
from simulator.operations import AddDevice, Identifier, Identify, Track
from simulator.recording.traffic import Traffic, journal_traffic
from simulator.wire.terms import Terms
from tests.builders import START
from tests.service.caller import REAL_NOW, Caller


def heard(caller: Caller) -> Traffic:
    return journal_traffic(caller.journal(), Terms())


def calls(caller: Caller) -> list[object]:
    return [call for one in heard(caller).heard for call in one.calls]


def test_reads_and_refused_calls_are_no_part_of_it(caller: Caller) -> None:
    caller.track("PUT", "/customers/C-1", {"plan": "gold"})
    caller.track("PUT", "/customers/C-1", b"{")
    caller.app("/customers/C-1/attributes")

    assert calls(caller) == [Identify(Identifier("id", "C-1"), {"plan": "gold"})]


def test_calls_of_one_delivery_are_one_and_keep_the_source_that_they_name(caller: Caller) -> None:
    headers = {"x_sim_delivery": "d7;source=storefront"}
    caller.track("POST", "/customers/C-1/events", {"name": "Order Placed"}, **headers)
    caller.track("PUT", "/customers/C-1", {"total_orders": 1}, **headers)

    (one,) = heard(caller).heard

    assert (one.source, len(one.calls), one.numbers) == ("storefront", 2, (2, 3))


def test_who_names_no_source_is_a_website_with_a_visitor_and_a_backend_without(caller: Caller) -> None:
    caller.track("POST", "/events", {"name": "Viewed", "anonymous_id": "a-1"})
    caller.track("PUT", "/customers/C-1/devices", {"device": {"id": "t", "platform": "ios"}})

    assert [one.source for one in heard(caller).heard] == ["web", "backend"]
    assert isinstance(calls(caller)[1], AddDevice)


def test_items_of_a_batch_are_the_calls_of_one_delivery(caller: Caller) -> None:
    person = {"type": "person", "identifiers": {"id": "C-1"}}
    batch = [{**person, "action": "identify", "attributes": {"plan": "gold"}}, {**person, "action": "nonsense"}]
    caller.call("POST", "/api/v2/batch", {"batch": batch}, authorization=caller.track_authorization)

    assert calls(caller) == [Identify(Identifier("id", "C-1"), {"plan": "gold"}, version=2)]


def test_a_time_of_the_machine_is_told_as_it_was_taken(caller: Caller) -> None:
    caller.track("POST", "/customers/C-1/events", {"name": "A", "timestamp": REAL_NOW - 5})

    assert calls(caller) == [Track("A", who=Identifier("id", "C-1"), timestamp=START - 5)]


def test_a_form_is_heard_as_well_as_json(caller: Caller) -> None:
    form = b"name=A&data[size]=3"
    caller.track("POST", "/customers/C-1/events", form, content_type="application/x-www-form-urlencoded")

    assert calls(caller) == [Track("A", who=Identifier("id", "C-1"), data={"size": "3"})]


def test_what_a_story_cannot_send_is_named(caller: Caller) -> None:
    message: dict[str, object] = {"to": "a@example.com", "identifiers": {"id": "C-1"}, "body": "b", "subject": "s"}
    message["from"] = "x@example.com"
    answer = caller.call("POST", "/v1/send/email", message, authorization=caller.app_authorization)

    assert answer.status == 200
    assert heard(caller) == Traffic((), ("request 1, POST /v1/send/email",))


def test_a_journal_without_its_beginning_is_refused(caller: Caller) -> None:
    caller.track("PUT", "/customers/C-1", {})
    caller.track("PUT", "/customers/C-1", {"a": 1})

    with pytest.raises(UsageError, match="the journal begins with request 2; what came before"):
        journal_traffic(caller.journal()[1:], Terms())
