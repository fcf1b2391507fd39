"""The official Python client, unmodified, over TLS with the authority that the emulator made."""

from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit

import httpx
import pytest
from customerio import APIClient, CustomerIO, CustomerIOException

from simulator.emulator import Listening, Serving, running
from tests.builders import START


@pytest.fixture(scope="module")
def emulator() -> Iterator[Listening]:
    with running(Serving(port=0, tls=True, clock=START)) as listening:
        yield listening


@pytest.fixture
def client(emulator: Listening, control: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> Iterator[CustomerIO]:
    """The client as its README shows it, told where the emulator is and whom to trust."""
    assert emulator.ca is not None
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", emulator.ca)
    monkeypatch.setenv("NO_PROXY", "localhost")
    with CustomerIO("sim-site", "sim-track-key", host="localhost", port=urlsplit(emulator.url).port) as opened:
        yield opened


def test_a_person_is_identified_and_their_event_is_kept(client: CustomerIO, control: httpx.Client) -> None:
    client.identify(id="5", email="maya@example.com", plan="basic", signed_up=datetime(2026, 3, 1, tzinfo=UTC))
    client.track(customer_id="5", name="Order Placed", data={"price": 23.45, "items": [{"sku": "SERUM-30"}]})

    profile = control.get("/profiles/5").json()
    assert profile["email"] == "maya@example.com"
    assert {name: fact["value"] for name, fact in profile["attributes"].items()} == {
        "plan": "basic", "signed_up": 1_772_323_200,
    }  # fmt: skip
    assert [(event["name"], event["at"], event["data"]) for event in profile["events"]] == [
        ("Order Placed", START, {"price": 23.45, "items": [{"sku": "SERUM-30"}]})
    ]


def test_anonymous_activity_becomes_the_persons(client: CustomerIO, control: httpx.Client) -> None:
    client.track_anonymous(anonymous_id="device-1", name="Product Viewed", data={"sku": "SERUM-30"})
    client.identify(id="5", anonymous_id="device-1")

    assert [event["name"] for event in control.get("/profiles/5").json()["events"]] == ["Product Viewed"]


@pytest.mark.rule("events.time.rebase-real-time")
def test_its_timestamps_are_rebased_onto_the_frozen_clock(client: CustomerIO, control: httpx.Client) -> None:
    client.track(customer_id="5", name="Order Placed", timestamp=datetime.now(UTC))

    (event,) = control.get("/profiles/5").json()["events"]
    assert abs(event["at"] - START) <= 5
    (row,) = control.get("/requests").json()["requests"]
    assert row["effects"][0]["name"] == "TimestampRebased"
    assert row["user_agent"].startswith("Customer.io Python Client/")


@pytest.mark.rule("track.v1.path-decode")
@pytest.mark.parametrize("identifier", ["a/b@c d", "100%", "a+b", "café", "maya+vip@example.com"])
def test_odd_identifiers_arrive_whole(client: CustomerIO, control: httpx.Client, identifier: str) -> None:
    client.identify(id=identifier, plan="basic")

    (profile,) = control.get("/profiles").json()["profiles"]
    assert identifier in (profile["id"], profile["email"])


def test_wrong_credentials_raise(emulator: Listening, client: CustomerIO) -> None:
    client.api_key = "wrong"

    with pytest.raises(CustomerIOException, match=r"401.*Unauthorized request"):
        client.identify(id="5")


@pytest.mark.rule("suppression.delete-recreate")
@pytest.mark.rule("track.v1.body-empty-json")
def test_a_deleted_person_comes_back_as_somebody_new(client: CustomerIO, control: httpx.Client) -> None:
    client.identify(id="5", plan="basic")
    first = control.get("/profiles/5").json()
    client.delete(customer_id="5")
    gone = control.get("/profiles/5").status_code
    client.identify(id="5")

    profile = control.get("/profiles/5").json()
    assert gone == 404
    assert profile["cio_id"] != first["cio_id"]
    assert profile["attributes"] == {}


@pytest.mark.rule("suppression.ignored")
@pytest.mark.rule("suppression.unsuppress-empty")
def test_a_suppressed_person_is_nobody_until_unsuppressed(client: CustomerIO, control: httpx.Client) -> None:
    client.identify(id="5", email="maya@example.com", plan="basic")
    client.suppress(customer_id="5")
    client.track(customer_id="maya@example.com", name="Order Placed")
    suppressed = control.get("/profiles").json()["profiles"]
    client.unsuppress(customer_id="5")
    client.identify(id="maya@example.com")

    (profile,) = control.get("/profiles").json()["profiles"]
    assert suppressed == []
    assert (profile["id"], profile["email"], profile["attributes"]) == (None, "maya@example.com", {})


@pytest.mark.rule("devices.put")
@pytest.mark.rule("devices.delete")
@pytest.mark.rule("track.v1.device-flat-keys")
def test_devices_come_and_go(client: CustomerIO, control: httpx.Client) -> None:
    client.add_device(customer_id="5", device_id="t/1", platform="ios", last_used=START, app_version="2")
    client.add_device(customer_id="5", device_id="t2", platform="android")
    client.delete_device(customer_id="5", device_id="t2")

    (device,) = control.get("/profiles/5").json()["devices"]
    assert (device["token"], device["platform"], device["last_used"]) == ("t/1", "ios", START)
    assert device["attributes"] == {"app_version": "2"}


@pytest.mark.rule("merge.attributes")
@pytest.mark.rule("merge.secondary-deleted")
def test_two_people_become_one(client: CustomerIO, control: httpx.Client) -> None:
    client.identify(id="5", plan="basic")
    client.identify(id="maya@example.com", plan="pro", city="Rome")

    client.merge_customers(
        primary_id_type="id", primary_id="5", secondary_id_type="email", secondary_id="maya@example.com"
    )

    (profile,) = control.get("/profiles").json()["profiles"]
    assert (profile["id"], profile["email"]) == ("5", "maya@example.com")
    assert {name: fact["value"] for name, fact in profile["attributes"].items()} == {"plan": "basic", "city": "Rome"}


def test_a_call_over_a_limit_raises_and_does_nothing(client: CustomerIO, control: httpx.Client) -> None:
    client.identify(id="5")

    with pytest.raises(CustomerIOException, match=r"400.*value for attribute 'bio' cannot be longer than 1000 bytes"):
        client.identify(id="5", bio="x" * 1_001)

    assert control.get("/profiles/5").json()["attributes"] == {}


def test_a_page_is_viewed(client: CustomerIO, control: httpx.Client) -> None:
    client.pageview(customer_id="5", page="https://shop.example.com/serum", referrer="mail")

    (event,) = control.get("/profiles/5").json()["events"]
    assert (event["kind"], event["name"], event["data"]) == (
        "page", "https://shop.example.com/serum", {"referrer": "mail"},
    )  # fmt: skip


def test_the_past_is_told_afterwards(client: CustomerIO, control: httpx.Client) -> None:
    client.backfill(customer_id="5", name="Order Placed", timestamp=datetime(2026, 1, 1, tzinfo=UTC), total=59)

    (event,) = control.get("/profiles/5").json()["events"]
    assert (event["name"], event["at"], event["data"]) == ("Order Placed", 1_767_225_600, {"total": 59})


def test_what_it_sent_is_read_by_the_app_api(emulator: Listening, client: CustomerIO) -> None:
    client.identify(id="5", email="maya@example.com", plan="basic")

    address = emulator.url.replace("127.0.0.1", "localhost")
    with APIClient("sim-app-key", url=address) as app:
        told = app.send_request("GET", f"{address}/v1/customers/5/attributes", {}).json()

    assert told["customer"]["attributes"]["plan"] == "basic"
