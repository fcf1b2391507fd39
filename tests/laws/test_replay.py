"""The log is the workspace: replaying it gives the same bytes, in any process and under any hash seed."""

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from simulator.operations import Advance
from simulator.workspace import Machine, views
from simulator.workspace.replay import log_bytes, replayed
from simulator.workspace.snapshot import state_bytes
from tests.builders import START, a_workspace, advance, define, identify, track
from tests.laws.histories import HORIZON, Act, histories, segment_sets

ROOT = Path(__file__).parents[2]
CAMPAIGN: dict[str, Any] = {
    "R": {
        "trigger": {"event": "A"},
        "filter": {"attribute": "plan", "not equals": "free"},
        "frequency": "once per 20 seconds",
        "exit": {"performed": "B"},
        "steps": [
            {"delay": "7 seconds"},
            {"send": {"email": "Mail"}},
            {"delay": "9 seconds"},
            {"send": {"email": "M2"}},
        ],
    }
}


def lived_through(segments: dict[str, Any], acts: list[Act], *, looks: bool) -> Machine:
    """The acts one after the other; with `looks` every second between is looked at as well."""
    machine = a_workspace()
    machine.apply(define(segments=segments, campaigns=CAMPAIGN), at=START)
    for act in acts:
        while looks and machine.now < START + act.second - 1:
            machine.apply(Advance(machine.now + 1), at=machine.now)
        machine.apply(act.operation, at=START + act.second)
    advance(machine, START + HORIZON)
    return machine


@given(segment_sets(), histories())
def test_a_replayed_log_gives_the_same_bytes(segments: dict[str, Any], acts: list[Act]) -> None:
    machine = lived_through(segments, acts, looks=False)

    again = replayed(log_bytes(machine.log, starts=START))

    assert state_bytes(again) == state_bytes(machine)


@given(segment_sets(), histories())
def test_looking_in_between_changes_no_membership_and_no_message(segments: dict[str, Any], acts: list[Act]) -> None:
    once, often = (lived_through(segments, acts, looks=looks) for looks in (False, True))

    for name in segments:
        one, other = views.segment(once, name), views.segment(often, name)
        assert one is not None
        assert other is not None
        assert [(change.cio_id, change.at, change.entered) for change in one.history or ()] == [
            (change.cio_id, change.at, change.entered) for change in other.history or ()
        ]
    sent = [[(line.at, line.name, line.state) for line in views.messages(each)] for each in (once, often)]
    assert sent[0] == sent[1]


@given(segment_sets(), histories())
def test_nothing_is_due_before_now_and_every_identifier_has_one_holder(
    segments: dict[str, Any], acts: list[Act]
) -> None:
    machine = lived_through(segments, acts, looks=False)

    due = machine.next_due()
    ids = [person.id for person in views.people(machine) if person.id is not None]
    assert due is None or due > machine.now
    assert len(ids) == len(set(ids))


def digest_of_a_busy_day() -> str:
    """The state after a fixed log in which much happens."""
    machine = a_workspace(
        segments={f"S{number}": {"performed": "A", "within": f"{number} hours"} for number in (1, 2, 3)}
    )
    for number in range(200):
        who = f"u{number % 17}"
        machine.apply(identify(who, {f"name{number % 5}": number, "anonymous_id": f"x{number}"}), at=START + number)
        machine.apply(track(who, "AB"[number % 2], n=number), at=START + number)
        machine.apply(track(None, "A", anonymous_id=f"x{number + 3}"), at=START + number)
    advance(machine, START + 5_000)
    return sha256(state_bytes(machine)).hexdigest()


@pytest.mark.parametrize("seed", ["1", "2"])
def test_another_process_under_another_hash_seed_comes_to_the_same_bytes(seed: str) -> None:
    program = "from tests.laws.test_replay import digest_of_a_busy_day as digest; print(digest())"

    other = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    )

    assert other.stdout.strip() == digest_of_a_busy_day()


@pytest.mark.parametrize("garbage", [b"", b"no log", b"\x80"])
def test_bytes_that_are_no_log_are_refused_in_words(garbage: bytes) -> None:
    with pytest.raises(ValueError, match="no log"):
        replayed(garbage)
