"""`simulator why`: in or out, since when, by which facts and rule, and when it changes by itself."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from simulator.emulator import Serving, running
from simulator.instants import instant_from
from simulator.values import Json
from tests.cli.project import Project

MORNING = instant_from("2026-03-02T09:00:00Z")
NOBODY_BOUGHT = {"not performed": "Order Placed", "within": "4 hours"}
DEFINITION: dict[str, Json] = {
    "segments": {
        "Recent carts": {"performed": "Added to Cart", "within": "4 hours"},
        "Not bought lately": {**NOBODY_BOUGHT},
        "Press list": "manual",
    }
}
KEYS = ("sim-site", "sim-track-key")


@pytest.fixture(scope="module")
def emulator() -> Iterator[str]:
    """One with Maya, who put something into her cart, and two people who share a phone number."""
    with running(Serving(port=0, definition=DEFINITION, clock=MORNING)) as listening:
        people = f"{listening.url}/api/v1/customers"
        httpx.put(f"{people}/C-118", json={"email": "maya@example.com"}, auth=KEYS, trust_env=False)
        httpx.post(f"{people}/C-118/events", json={"name": "Added to Cart"}, auth=KEYS, trust_env=False)
        for customer in ("C-7", "C-8"):
            httpx.put(f"{people}/{customer}", json={"phone": "+12025550143"}, auth=KEYS, trust_env=False)
        yield listening.url


def test_a_member_is_told_with_the_fact_the_call_and_the_next_change(project: Project, emulator: str) -> None:
    status = project.run("why", "C-118", "Recent carts", "--target", emulator)

    assert status == 0
    assert project.out.startswith(
        """\
cio_03000001, id C-118, email maya@example.com is in "Recent carts"
  since     2026-03-02 09:00:00 (UTC)
  because   performed "Added to Cart" within 4 hours: once, at 09:00:00
  told by   operation 3: POST /api/v1/customers/C-118/events at 2026-03-02 09:00:00, from"""
    )
    assert project.out.endswith("  changes   by itself at 2026-03-02 13:00:01 at the earliest\n")


def test_who_is_not_in_is_told_the_rule_that_keeps_them_out(project: Project, emulator: str) -> None:
    status = project.run("why", "C-118", "Not bought lately", "--target", emulator)

    assert status == 0
    assert 'is not in "Not bought lately"' in project.out
    assert "cannot hold before" in project.out
    assert "\n  rule      segments.neg.age: " in project.out


def test_what_no_time_changes_says_so(project: Project, emulator: str) -> None:
    project.run("why", "C-118", "Press list", "--target", emulator)

    assert 'not on the manual list "Press list"' in project.out
    assert "  changes   not by itself, only by what is told\n" in project.out


@pytest.mark.parametrize("person", ["C-118", "maya@example.com", "MAYA@EXAMPLE.COM", "cio_03000001", "03000001"])
def test_a_person_goes_by_any_identifier(project: Project, emulator: str, person: str) -> None:
    status = project.run("why", person, "Recent carts", "--target", emulator)

    assert status == 0
    assert project.out.startswith("cio_03000001, id C-118, ")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["C-181", "Recent carts"], "unknown person 'C-181'. Did you mean 'C-118'?"),
        (["C-118", "Recent cart"], "unknown segment 'Recent cart'. Did you mean 'Recent carts'?"),
        (["C-118", "Recent carts", "--workspace", "shop"], "no workspace is called 'shop'"),
        (["C-118", "Recent carts", "--target", "embedded"], "'embedded' is no address"),
        (["+12025550143", "Recent carts"], "'+12025550143' is what 2 people have; say which one: cio_03000002, "),
    ],
)
def test_a_name_that_nothing_has_is_2_with_the_nearest(
    project: Project, emulator: str, words: list[str], said: str
) -> None:
    target = [] if "--target" in words else ["--target", emulator]

    status = project.run("why", *words, *target)

    assert (status, project.out) == (2, "")
    assert said in project.err


@pytest.mark.parametrize(
    ("address", "said"),
    [("http://127.0.0.1:9", "does not answer"), ("http://example.com", "is not on this machine")],
)
def test_an_emulator_that_is_not_there_or_not_here_is_3(project: Project, address: str, said: str) -> None:
    status = project.run("why", "C-118", "Recent carts", "--target", address)

    assert status == 3
    assert said in project.err


def test_another_workspace_of_the_emulator_is_asked_by_its_name(project: Project, emulator: str) -> None:
    made: dict[str, Json] = {"name": "second", "definition": DEFINITION, "clock": "2026-03-03T09:00:00Z"}
    httpx.post(f"{emulator}/_sim/workspaces", json=made, trust_env=False)

    status = project.run("why", "C-118", "Recent carts", "--target", emulator, "--workspace", "second")

    assert status == 2
    assert "unknown person 'C-118'. None is defined." in project.err.replace("  ", " ")


def test_a_kept_state_is_asked_without_a_server(project: Project, tmp_path: Path) -> None:
    state = tmp_path / "shop.state"
    with running(Serving(port=0, definition=DEFINITION, clock=MORNING, state=state)) as listening:
        customer = f"{listening.url}/api/v1/customers/C-118/events"
        httpx.post(customer, json={"name": "Added to Cart"}, auth=KEYS, trust_env=False)

    status = project.run("why", "C-118", "Recent carts", "--state", str(state))

    assert status == 0
    assert 'id C-118 is in "Recent carts"' in project.out
    assert "told by   operation 2, whose call the journal does not have any more" in project.out


def test_a_file_that_is_no_state_is_refused_in_words(project: Project, tmp_path: Path) -> None:
    foreign = tmp_path / "notes.txt"
    foreign.write_text("milk\n", encoding="utf-8")

    status = project.run("why", "C-118", "Recent carts", "--state", str(foreign))

    assert status == 2
    assert "notes.txt" in project.err
