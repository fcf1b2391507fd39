"""An export end to end: an unmodified client follows the link that it was given, and has the file."""

import csv
import ssl
from collections.abc import Callable

import httpx
import pytest

from simulator.emulator import Listening

EVERYBODY = {"filters": {"attribute": {"field": "cio_id", "operator": "exists"}}}
OPENS = Callable[[], httpx.Client]


def exported(open_client: OPENS, url: str, track_url: str) -> tuple[str, list[dict[str, str]]]:
    """The address of the file of an export that a client asks for, and what it fetches from there without its key."""
    with open_client() as client:
        client.put(f"{track_url}/api/v1/customers/5", json={"plan": "pro"}, auth=("sim-site", "sim-track-key"))
        client.headers["authorization"] = "Bearer sim-app-key"
        begun = client.post(f"{url}/v1/exports/customers", json=EVERYBODY).raise_for_status().json()["export"]
        assert client.get(f"{url}/v1/exports/{begun['id']}").json()["export"]["status"] == "done"
        link: str = client.get(f"{url}/v1/exports/{begun['id']}/download").json()["url"]
    with open_client() as stranger:
        file = stranger.get(link).raise_for_status()
        return link, list(csv.DictReader(file.text.splitlines()))


def test_a_link_is_followed_over_http(emulator: Listening) -> None:
    link, rows = exported(lambda: httpx.Client(trust_env=False), emulator.url, emulator.url)

    assert link.startswith(f"{emulator.url}/exports/")
    assert [row["plan"] for row in rows] == ["pro"]


def test_a_link_is_followed_over_tls(tls_emulator: Listening) -> None:
    context = ssl.create_default_context(cafile=tls_emulator.ca)
    link, rows = exported(lambda: httpx.Client(verify=context, trust_env=False), tls_emulator.url, tls_emulator.url)

    assert link.startswith(f"{tls_emulator.url}/exports/")
    assert [row["plan"] for row in rows] == ["pro"]


@pytest.mark.parametrize("host", ["api.customer.io", "api-eu.customer.io"])
def test_a_link_is_followed_through_the_proxy_by_a_client_with_hard_coded_hosts(
    tls_emulator: Listening, host: str
) -> None:
    context = ssl.create_default_context(cafile=tls_emulator.ca)
    proxy = tls_emulator.url.replace("https", "http")

    link, rows = exported(
        lambda: httpx.Client(proxy=proxy, verify=context, trust_env=False),
        f"https://{host}",
        "https://track.customer.io",
    )

    assert link.startswith(f"https://{host}/exports/")
    assert [row["plan"] for row in rows] == ["pro"]
