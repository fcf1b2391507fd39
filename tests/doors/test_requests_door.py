"""The door for requests and urllib3: sessions, pools, retries and proxies are the client's own."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
import urllib3
from customerio import APIClient, CustomerIO, CustomerIOException, Regions
from requests.adapters import HTTPAdapter
from urllib3.util import Retry, make_headers

from simulator.targets.doors import CustomerIOMock

EARLIER = requests.Session()
EARLIER.auth = ("sim-site", "sim-track-key")
PERSON = "https://track.customer.io/api/v1/customers/5"


def test_a_session_made_earlier_is_answered(customerio_mock: CustomerIOMock) -> None:
    response = EARLIER.put(PERSON, json={"plan": "basic"})

    assert (response.status_code, response.reason, response.json()) == (200, "OK", {})
    assert [person.id for person in customerio_mock.workspace.people()] == ["5"]


def test_a_session_that_was_answered_once_is_answered_by_the_next_tests_workspace(
    customerio_mock: CustomerIOMock,
) -> None:
    EARLIER.put(PERSON, json={"plan": "gold"})

    (person,) = customerio_mock.workspace.people()
    assert person.attributes["plan"].value == "gold"


def test_a_session_made_in_the_test_and_a_form_are_answered(customerio_mock: CustomerIOMock) -> None:
    with requests.Session() as session:
        session.post(f"{PERSON}/events", auth=EARLIER.auth, data={"name": "Quiz Finished", "data[score]": "3"})

    (event,) = customerio_mock.workspace.people()[0].events
    assert (event.name, event.data) == ("Quiz Finished", {"score": "3"})


def test_a_pool_of_urllib3_is_answered_with_its_body_read(customerio_mock: CustomerIOMock) -> None:
    headers = make_headers(basic_auth="sim-site:sim-track-key")
    with urllib3.PoolManager() as pool:
        response = pool.request("PUT", PERSON, headers=headers, json={"plan": "basic"})

    assert (response.status, response.json()) == (200, {})
    assert customerio_mock.requests()[0].path == "/api/v1/customers/5"


def test_a_body_that_is_sent_in_pieces_arrives_whole(customerio_mock: CustomerIOMock) -> None:
    def pieces() -> Iterator[bytes]:
        yield b'{"plan":'
        yield b'"basic"}'

    EARLIER.put(PERSON, data=pieces(), headers={"Content-Type": "application/json"})

    assert customerio_mock.workspace.people()[0].attributes["plan"].value == "basic"


def test_retries_are_the_clients_own(customerio_mock: CustomerIOMock) -> None:
    with requests.Session() as session:
        session.mount("https://", HTTPAdapter(max_retries=Retry(2, status_forcelist=[401], allowed_methods=None)))
        with pytest.raises(requests.exceptions.RetryError):
            session.put(PERSON, auth=("nobody", "x"), json={})

    assert [response.status for _, response in customerio_mock.calls] == [401, 401, 401]


def test_a_proxy_in_the_environment_makes_no_difference(
    customerio_mock: CustomerIOMock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")

    assert requests.put(PERSON, auth=("sim-site", "sim-track-key"), json={}, timeout=5).status_code == 200
    assert len(customerio_mock.calls) == 1


def test_other_hosts_pass_untouched(customerio_mock: CustomerIOMock, shop_url: str) -> None:
    with urllib3.PoolManager() as pool:
        pooled = pool.request("GET", shop_url).data

    assert (EARLIER.get(shop_url).text, pooled) == ("shop", b"shop")
    assert customerio_mock.calls == []


def test_threads_are_answered_one_after_the_other(customerio_mock: CustomerIOMock) -> None:
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda n: EARLIER.put(f"{PERSON}-{n}", json={"number": n}), range(40)))

    people = customerio_mock.workspace.people()
    assert sorted(str(person.id) for person in people) == sorted(f"5-{number}" for number in range(40))


@pytest.mark.parametrize("region", [Regions.US, Regions.EU])
def test_the_official_client_works_unmodified(customerio_mock: CustomerIOMock, region: object) -> None:
    with CustomerIO("sim-site", "sim-track-key", region=region) as client:
        client.identify(id="5", email="mia@example.com", plan="basic")
        client.track("5", "Order Placed", {"total": 59.0})
        client.add_device("5", "token-1", "ios")
        client.suppress("6")

    (person,) = customerio_mock.workspace.people()
    assert (person.email, [event.name for event in person.events]) == ("mia@example.com", ["Order Placed"])
    assert [request.status for request in customerio_mock.requests()] == [200] * 4


def test_the_official_client_raises_what_it_raises_for_wrong_keys(customerio_mock: CustomerIOMock) -> None:
    with CustomerIO("sim-site", "wrong") as client, pytest.raises(CustomerIOException, match="401"):
        client.identify(id="5")


def test_the_official_app_client_reaches_the_app_api(customerio_mock: CustomerIOMock) -> None:
    client = APIClient("sim-app-key")

    with pytest.raises(CustomerIOException):
        client.send_request("GET", f"{client.url}/v1/imports/1", {})

    assert [request.headers["host"] for request, _ in customerio_mock.calls] == ["api.customer.io"]
