"""The httpx door: what goes to Customer.io's API hosts is answered, everything else goes where it went before."""

import asyncio

import httpcore
import httpx
import pytest
import respx

from simulator.targets.doors import CustomerIOMock

EARLIER = httpx.Client(auth=("sim-site", "sim-track-key"))
PERSON = "https://track.customer.io/api/v1/customers/5"


@pytest.mark.parametrize("host", ["track.customer.io", "track-eu.customer.io", "TRACK.customer.io"])
def test_a_client_made_earlier_is_answered(customerio_mock: CustomerIOMock, host: str) -> None:
    response = EARLIER.put(PERSON.replace("track.customer.io", host), json={"plan": "basic"})

    assert (response.status_code, response.json()) == (200, {})
    assert [person.id for person in customerio_mock.workspace.people()] == ["5"]


def test_an_identifier_with_a_slash_arrives_whole(customerio_mock: CustomerIOMock) -> None:
    EARLIER.put("https://track.customer.io/api/v1/customers/a%2Fb%20c", json={})

    assert [person.id for person in customerio_mock.workspace.people()] == ["a/b c"]


def test_the_app_api_is_asked_by_its_own_key_and_query(customerio_mock: CustomerIOMock) -> None:
    EARLIER.put(PERSON, json={"email": "mia@example.com"})

    found = httpx.get(
        "https://api.customer.io/v1/customers",
        params={"email": "mia@example.com"},
        headers={"Authorization": "Bearer sim-app-key"},
    )

    assert [row["email"] for row in found.json()["results"]] == ["mia@example.com"]


def test_what_is_not_emulated_says_so_by_name(customerio_mock: CustomerIOMock) -> None:
    response = httpx.post("https://api.customer.io/v1/imports", headers={"Authorization": "Bearer sim-app-key"})

    assert response.status_code == 501
    assert "import is not emulated yet" in response.text


def test_our_own_routes_are_no_routes_of_customer_io(customerio_mock: CustomerIOMock) -> None:
    response = httpx.get("https://track.customer.io/_sim/clock")

    assert response.status_code == 404


def test_other_hosts_pass_untouched(customerio_mock: CustomerIOMock, shop_url: str) -> None:
    async def asked() -> str:
        async with httpx.AsyncClient() as client:
            return (await client.get(shop_url)).text

    assert (httpx.get(shop_url).text, asyncio.run(asked())) == ("shop", "shop")
    assert customerio_mock.calls == []


def test_httpcore_itself_goes_through_the_door(customerio_mock: CustomerIOMock) -> None:
    with httpcore.ConnectionPool() as pool:
        response = pool.request("PUT", PERSON, content=b"{}")

    assert response.status == 401


@pytest.mark.parametrize("first", ["ours", "theirs"])
def test_the_tests_own_respx_has_its_routes_beside_ours(request: pytest.FixtureRequest, first: str) -> None:
    def ask() -> tuple[int, int]:
        taken = EARLIER.put(PERSON, json={}).status_code
        return taken, httpx.get("https://shop.example.com/orders").status_code

    if first == "ours":
        request.getfixturevalue("customerio_mock")
    with respx.mock as router:
        router.get("https://shop.example.com/orders").respond(418)
        request.getfixturevalue("customerio_mock")

        assert ask() == (200, 418)


def test_the_tests_own_respx_still_refuses_what_it_does_not_know(customerio_mock: CustomerIOMock) -> None:
    with respx.mock, pytest.raises(AssertionError, match="not mocked"):
        httpx.get("https://shop.example.com/orders")


def test_the_door_is_closed_when_the_test_ends(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("""
        import socket, httpx, urllib3.connection
        before = (socket.getaddrinfo, socket.socket.connect, urllib3.connection.HTTPConnection.connect)

        def test_with(customerio_mock):
            assert httpx.get("https://track.customer.io/").status_code == 404

        def test_without():
            after = (socket.getaddrinfo, socket.socket.connect, urllib3.connection.HTTPConnection.connect)
            assert after == before
            from respx.mocks import HTTPCoreMocker
            assert HTTPCoreMocker.routers == []
    """)

    result = pytester.runpytest_inprocess()

    result.assert_outcomes(passed=2)
