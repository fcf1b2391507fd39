"""Clients that have the real hosts written into them, in a process of their own, by the proxy and our CA."""

import os
import ssl
import subprocess
import sys
from collections.abc import Iterator

import httpx
import pytest

from simulator.emulator import Listening, Serving, running

CLIENTS = {
    "requests": """
import requests
requests.put("https://track.customer.io/api/v1/customers/5", json={"plan": "basic"},
             auth=("sim-site", "sim-track-key")).raise_for_status()
""",
    "httpx": """
import httpx
httpx.put("https://track.customer.io/api/v1/customers/5", json={"plan": "basic"},
          auth=("sim-site", "sim-track-key")).raise_for_status()
""",
    "httpx, async": """
import asyncio, httpx
async def call():
    async with httpx.AsyncClient() as client:
        answers = [client.put("https://track-eu.customer.io/api/v1/customers/5", json={"plan": "basic"},
                              auth=("sim-site", "sim-track-key")) for _ in range(5)]
        for answered in await asyncio.gather(*answers):
            answered.raise_for_status()
asyncio.run(call())
""",
    "urllib": """
import base64, urllib.request
asked = urllib.request.Request("https://track.customer.io/api/v1/customers/5", b'{"plan": "basic"}', method="PUT")
asked.add_header("Authorization", "Basic " + base64.b64encode(b"sim-site:sim-track-key").decode())
assert urllib.request.urlopen(asked).status == 200
""",
    "the official client": """
from customerio import CustomerIO
with CustomerIO("sim-site", "sim-track-key") as client:
    client.identify(id="5", plan="basic")
    client.identify(id="5", plan="basic")
""",
    "the official client, in the EU, without a pool": """
from customerio import CustomerIO, Regions
CustomerIO("sim-site", "sim-track-key", region=Regions.EU, use_connection_pooling=False).identify(id="5", plan="basic")
""",
}


@pytest.fixture(scope="module")
def emulator() -> Iterator[Listening]:
    with running(Serving(port=0, tls=True)) as listening:
        yield listening


@pytest.fixture
def control(emulator: Listening) -> Iterator[httpx.Client]:
    """The `/_sim` routes of an emptied workspace."""
    context = ssl.create_default_context(cafile=emulator.ca)
    with httpx.Client(base_url=f"{emulator.url}/_sim", verify=context, trust_env=False) as client:
        client.post("/reset", json={}).raise_for_status()
        yield client


def run(script: str, emulator: Listening) -> subprocess.CompletedProcess[str]:
    """The script in a process whose environment knows the proxy and the CA."""
    told = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    told["HTTPS_PROXY"] = emulator.url.replace("https://", "http://")
    told["REQUESTS_CA_BUNDLE"] = told["SSL_CERT_FILE"] = str(emulator.ca)
    return subprocess.run(
        [sys.executable, "-c", script], env=told, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.parametrize("client", CLIENTS)
def test_a_client_with_hard_coded_hosts_works_unmodified(
    client: str, emulator: Listening, control: httpx.Client
) -> None:
    done = run(CLIENTS[client], emulator)

    assert (done.returncode, done.stderr) == (0, "")
    assert control.get("/profiles/5").json()["attributes"]["plan"]["value"] == "basic"


def test_a_host_of_somebody_else_is_not_reached(emulator: Listening) -> None:
    done = run("import requests; requests.get('https://example.com/')", emulator)

    assert "Tunnel connection failed: 403 Forbidden" in done.stderr


def test_the_host_says_which_api_is_meant(emulator: Listening) -> None:
    script = """
import httpx
print(httpx.get("https://api.customer.io/api/v1/accounts/region", auth=("sim-site", "sim-track-key")).text)
print(httpx.get("https://track.customer.io/v1/segments", headers={"Authorization": "Bearer sim-app-key"}).text)
print(httpx.get("https://api.customer.io/v1/segments", headers={"Authorization": "Bearer sim-app-key"}).text)
"""

    done = run(script, emulator)

    assert "Page Not Found" in done.stdout
    assert '{"meta":{"error":"Not found"}}' in done.stdout
    assert '{"segments":[]}' in done.stdout
