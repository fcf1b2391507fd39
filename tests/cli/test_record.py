"""`simulator record`: what came in becomes a story that holds, in either language, with nobody real in it."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from simulator.emulator import Serving, running
from simulator.instants import instant_from
from simulator.values import Json
from tests.cli.project import Project

DEFINITION: dict[str, Json] = {
    "segments": {"Buyers": {"performed": "Order Placed"}},
    "campaigns": {"Thanks": {"trigger": {"event": "Order Placed"}, "steps": [{"send": {"email": "Thanks"}}]}},
}
GOLDEN = Path(__file__).parents[1] / "golden" / "recorded.yaml"
MORNING = instant_from("2026-03-02T09:00:00Z")
AUTH = ("sim-site", "sim-track-key")
REAL = ["jane", "Jane", "shop.de", "415", "hunter2"]


def shop(url: str) -> None:
    """A visitor browses, signs up and buys; the clock goes on by an hour."""
    with httpx.Client(base_url=url, auth=AUTH, trust_env=False) as client:
        client.post("/api/v1/events", json={"name": "Viewed", "anonymous_id": "a-1", "data": {"price": 59.5}})
        client.post("/_sim/clock/advance", json={"by": "5 minutes"})
        attributes = {"first_name": "Jane", "phone": "+1 415-555-2671", "password": "hunter2", "anonymous_id": "a-1"}
        client.put("/api/v1/customers/jane@shop.de", json=attributes)
        client.post("/api/v1/customers/Jane@Shop.de/events", json={"name": "Order Placed", "data": {"total": 59.5}})
        client.post("/_sim/clock/advance", json={"by": "1 hour"})


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("state") / "state.bin"


@pytest.fixture(scope="module")
def emulator(kept: Path) -> Iterator[str]:
    with running(Serving(port=0, definition=DEFINITION, clock=MORNING, state=kept)) as listening:
        shop(listening.url)
        yield listening.url


def test_what_came_in_is_a_story_that_sends_it_again_and_expects_what_was_seen(project: Project, emulator: str) -> None:
    status = project.run("record", "--target", emulator, "--name", "Jane buys")

    assert status == 0
    assert project.out == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize(("language", "path"), [("yaml", "scenarios/jane.yaml"), ("gherkin", "features/jane.feature")])
def test_the_story_holds_and_nobody_real_is_in_it(project: Project, emulator: str, language: str, path: str) -> None:
    status = project.run("record", "--target", emulator, "--as", language, "--output", path)

    assert (status, project.out) == (0, f"{path}\n")
    assert "left out as secrets: password\n" in project.err
    text = (project.folder / path).read_text(encoding="utf-8")
    assert [word for word in REAL if word in text] == []
    assert project.run("run", path, "--quiet") == 0


def test_a_story_of_another_end_fails_when_it_is_run(project: Project, emulator: str) -> None:
    project.run("record", "--target", emulator, "--output", "one.yaml")
    story = (project.folder / "one.yaml").read_text(encoding="utf-8")

    project.write("two.yaml", story.replace("messages: Thanks, count: 1", "messages: Thanks, count: 2"))

    assert project.run("run", "two.yaml", "--quiet") == 1


def test_the_state_file_tells_the_same_story(project: Project, emulator: str, kept: Path) -> None:
    project.run("record", "--target", emulator)
    from_journal = project.out

    status = project.run("record", "--state", str(kept))

    assert status == 0
    assert project.out == from_journal


def test_where_nothing_was_heard_there_is_no_story(project: Project) -> None:
    with running(Serving(port=0)) as listening:
        status = project.run("record", "--target", listening.url)

    assert status == 2
    assert project.err == "nothing was heard that a story can send: no call changed anything\n"


def test_a_file_that_is_there_is_left_as_it_is(project: Project, emulator: str) -> None:
    project.write("mine.yaml", "mine")

    status = project.run("record", "--target", emulator, "--output", "mine.yaml")

    assert status == 2
    assert (project.folder / "mine.yaml").read_text(encoding="utf-8") == "mine"


def test_a_real_address_in_the_name_of_the_story_is_refused(project: Project, emulator: str) -> None:
    status = project.run("record", "--target", emulator, "--name", "What jane@shop.de did")

    assert status == 3
    assert "the story still holds jane@shop.de, which may be somebody's, and is not written" in project.err
    assert project.out == ""
