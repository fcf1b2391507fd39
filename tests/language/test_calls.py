"""Calls that a story writes out: read as they are written, and what is wrong with one told at its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.documents import Problems, node_of
from simulator.language.calls import call_members, read_calls
from simulator.operations import FactOperation, Identifier, Identify, Merge, Operation, Track
from simulator.shoppers import SendCalls
from tests.language.compiled import Compile, acts, sound
from tests.wire.operation_strategies import operations

HEAD = "scenario: S\nshoppers: {Mia: }\nexpect: [{at: 1h, profiles: 0}]\njourney:\n"
SEND = "  - {at: 0m, shopper: Mia, does: send, source: web, calls: %s}\n"

BAD = {
    "[]": "4:60: calls: expected at least one",
    "[{name: A}]": (
        "4:61: expected a call, such as '{call: track, name: Quiz Finished, who: {email: mia@example.com}}', "
        "found a mapping"
    ),
    "[{call: trak}]": "4:68: unknown call 'trak'. Did you mean 'track'?",
    "[{call: track}]": "4:61: the call 'track' needs 'name'",
    "[{call: track, name: [A]}]": "4:61: the call 'track' has in 'name' a list, expected a text",
    "[{call: track, name: A, nme: B}]": "4:84: unknown key 'nme' in the call 'track'. Did you mean 'name'?",
    "[{call: delete, who: {id: A, email: B}}]": (
        "4:81: a person: expected one identifier, such as '{email: mia@example.com}', found a mapping"
    ),
    "[{call: track, name: A, timestamp: soon}]": "4:95: timestamp: 'soon' is no instant",
}


def test_the_calls_of_a_delivery_are_sent_as_they_stand(yaml: Compile) -> None:
    told = "{call: identify, who: {id: C-1}, attributes: {email: a@example.com}}"
    merged = "{call: merge, primary: {id: C-1}, secondary: {email: b@example.com}}"
    tracked = "{call: track, name: A, anonymous id: x, timestamp: 2026-03-02T09:00:00Z}"

    (act,) = acts(sound(yaml(HEAD + SEND % f"[{told}, {merged}, {tracked}]")))

    assert act.verb == SendCalls(
        "Mia",
        "web",
        (
            Identify(Identifier("id", "C-1"), {"email": "a@example.com"}),
            Merge(Identifier("id", "C-1"), Identifier("email", "b@example.com")),
            Track("A", anonymous_id="x", timestamp=1_772_442_000),
        ),
    )


@pytest.mark.parametrize("calls", BAD)
def test_what_is_wrong_with_a_call_is_told_at_its_place(yaml: Compile, calls: str) -> None:
    _, problems = yaml(HEAD + SEND % calls)

    assert problems[0].startswith(f"story.yaml:{int(BAD[calls][0]) + 1}{BAD[calls][1:]}")


@given(st.integers(1, 2).flatmap(operations))
def test_every_call_is_read_as_it_was_written(call: Operation) -> None:
    assert isinstance(call, FactOperation)
    problems = Problems()

    read = read_calls(node_of([call_members(call)]), problems)

    assert list(problems) == []
    assert read == (call,)
