"""Exports through the doors in this process: the link leads to a host that they answer for."""

import httpx
import pytest
import requests

from simulator.targets.doors import CustomerIOMock

APP = "https://api.customer.io/v1/exports"
KEYED = {"Authorization": "Bearer sim-app-key"}
EVERYBODY = {"filters": {"attribute": {"field": "cio_id", "operator": "exists"}}}


@pytest.mark.parametrize("client", [httpx.Client(), requests.Session()], ids=["httpx", "requests"])
def test_a_link_is_followed_by_the_tests_own_code(
    customerio_mock: CustomerIOMock, client: httpx.Client | requests.Session
) -> None:
    client.put("https://track.customer.io/api/v1/customers/5", json={}, auth=("sim-site", "sim-track-key"))
    number = client.post(f"{APP}/customers", json=EVERYBODY, headers=KEYED).json()["export"]["id"]
    link = client.get(f"{APP}/{number}/download", headers=KEYED).json()["url"]

    file = client.get(link)

    assert link.startswith("https://api.customer.io/exports/")
    assert (file.status_code, file.text) == (200, "id,email,cio_id\r\n5,,03000001\r\n")
    assert [person.id for person in customerio_mock.workspace.people()] == ["5"]
