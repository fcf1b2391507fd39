"""`emulator_url`: a live emulator for a system under test, as good as new for each test."""

import httpx
import pytest
import requests

from simulator.targets import open_target
from simulator.targets.doors import mocked
from tests.builders import START

AUTH = ("sim-site", "sim-track-key")


@pytest.mark.parametrize("time", ["first", "again"])
def test_each_test_finds_it_empty_and_set_up_by_the_nearest_definition(emulator_url: str, time: str) -> None:
    before = httpx.get(f"{emulator_url}/_sim/profiles").json()["profiles"]

    httpx.put(f"{emulator_url}/api/v1/customers/5", auth=AUTH, json={"plan": time}).raise_for_status()
    httpx.put(f"{emulator_url}/_sim/clock", json={"mode": "frozen"}).raise_for_status()

    assert before == []
    assert httpx.get(f"{emulator_url}/_sim/segments/Known%20Purchasers").status_code == 200


def test_the_doors_lead_to_a_running_emulator_as_well(emulator_url: str) -> None:
    person = "https://track.customer.io/api/v1/customers/5"

    with open_target(emulator_url) as targets, targets.workspace({}, (), START) as workspace, mocked(workspace):
        statuses = [caller.put(person, auth=AUTH, json={"by": str(caller)}).status_code for caller in (httpx, requests)]

    assert statuses == [200, 200]
