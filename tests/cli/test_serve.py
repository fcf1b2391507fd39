"""`simulator serve`: what the options ask for, and stories run against what it serves."""

from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.emulator import Listening, Serving, running
from tests.cli.project import Project


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[Serving]:
    """What the command asked to serve, instead of serving it."""
    asked: list[Serving] = []

    def serve(serving: Serving, *, announce: Callable[[Listening], None]) -> None:
        asked.append(serving)
        announce(Listening("https://127.0.0.1:8025", "ca.pem", 1))

    monkeypatch.setattr("simulator.cli.serve.serve", serve)
    return asked


def test_without_options_it_serves_on_loopback_with_a_real_clock(project: Project, served: list[Serving]) -> None:
    project.run("serve")

    assert served == [Serving()]


def test_the_options_say_where_what_and_when(project: Project, served: list[Serving]) -> None:
    project.write("shop.yaml", "segments:\n  Buyers:\n    performed: Order Placed\n")
    clock = ["--clock", "2026-01-05T09:00:00Z", "--journal", "5", "--state", "shop.state"]

    project.run("serve", "--port", "0", "--tls", "--workspace", "shop.yaml", "--ready-file", "ready.json", *clock)

    assert served == [
        Serving(
            port=0,
            tls=True,
            ready_file=Path("ready.json"),
            definition={"segments": {"Buyers": {"performed": "Order Placed"}}},
            clock=1_767_603_600,
            journal_max=5,
            state=Path("shop.state"),
        )
    ]


def test_it_says_its_address_its_keys_and_the_certificate_to_trust(project: Project, served: list[Serving]) -> None:
    project.run("serve", "--tls")

    assert "https://127.0.0.1:8025" in project.out
    assert "sim-site" in project.out
    assert "CA to trust: ca.pem" in project.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--clock", "noon"], "'noon' is no instant"),
        (["--workspace", "missing.yaml"], "missing.yaml:1:1: cannot be read"),
        (["--workspace", "wrong.yaml"], "wrong.yaml:1:1: unknown key 'segmnts'"),
    ],
)
def test_what_cannot_be_served_is_2_in_words(
    project: Project, served: list[Serving], words: list[str], said: str
) -> None:
    project.write("wrong.yaml", "segmnts: {}\n")

    status = project.run("serve", *words)

    assert (status, served) == (2, [])
    assert said in project.err


def test_stories_hold_on_a_running_server_as_they_do_embedded(project: Project) -> None:
    stories = Path(__file__).parent.parent.parent
    paths = [str(stories / "scenarios"), str(stories / "features")]
    project.run("run", *paths)
    embedded = project.out

    with running() as server:
        status = project.run("run", *paths, "--target", server.url)

    assert status == 0
    assert project.out == embedded
