"""Eight runs at once on one server do not meet."""

from concurrent.futures import ThreadPoolExecutor

import httpx

from simulator.emulator import Listening
from simulator.instants import instant_text
from tests.builders import START, hours

DEFINITION = {"segments": {"Buyers": {"performed": "buy"}}}


def a_run(url: str, number: int) -> tuple[str, list[str], int, int]:
    """One workspace: `number` people come, each an hour after the one before; its clock, people, members and calls."""
    with httpx.Client(base_url=url, trust_env=False) as client:
        made = client.post("/_sim/workspaces", json={"definition": DEFINITION, "clock": instant_text(START)}).json()
        credentials = (made["credentials"]["site_id"], made["credentials"]["track_key"])
        for person in range(number):
            at = instant_text(START + hours(person))
            answered = client.post(
                f"/api/v1/customers/{number}-{person}/events",
                json={"name": "buy"},
                auth=credentials,
                headers={"X-Sim-At": at},
            )
            assert answered.status_code == 200, answered.text
        base = made["base"]
        profiles = client.get(f"{base}/profiles").json()["profiles"]
        members = client.get(f"{base}/segments/Buyers").json()["members"]
        requests = client.get(f"{base}/requests").json()["requests"]
        now = client.get(f"{base}/clock").json()["now"]
        assert client.delete(base).status_code == 204
        return now, [profile["id"] for profile in profiles], len(members), len(requests)


def test_eight_runs_at_once_see_only_themselves(emulator: Listening) -> None:
    sizes = range(3, 11)

    with ThreadPoolExecutor(max_workers=len(sizes)) as pool:
        seen = list(pool.map(lambda number: a_run(emulator.url, number), sizes))

    assert seen == [
        (
            instant_text(START + hours(number - 1)),
            [f"{number}-{person}" for person in range(number)],
            number,
            number,
        )
        for number in sizes
    ]
    listed = httpx.get(f"{emulator.url}/_sim/workspaces", trust_env=False).json()["workspaces"]
    assert [workspace["name"] for workspace in listed] == ["default"]
