"""Every row of the table of two named people bites: decide it the other way, and exactly that row turns red."""

from collections.abc import Sequence

import pytest

from simulator.operations import Identifier, Identify
from simulator.workspace import identifying
from simulator.workspace.facts import Facts
from simulator.workspace.identity import SET_ONCE, Create, Decision, Drop, Miss, Refusal, Update, decide
from simulator.workspace.limits import Passed
from simulator.workspace.profiles import Directory
from simulator.workspace.settings import Settings
from tests.workspace.identity_table import ROWS, Row
from tests.workspace.test_two_named_people import test_row_of_the_table_of_two_named_people as hold


def refused(identifier: Identifier) -> Refusal:
    return Refusal(identifier, SET_ONCE, "a neighbour's rule")


def the_other_way(decision: Decision, brought: Sequence[Identifier]) -> Decision:
    """The decision that a neighbouring row would make."""
    match decision:
        case Create((_,), ()):
            return Miss()
        case Create(identifiers, ()):
            return Create(identifiers[:1], tuple(map(refused, identifiers[1:])))
        case Create(identifiers, _):
            return Create(identifiers)
        case Update(person, _, refusals, joined) if joined:
            return Update(person, (), (*refusals, refused(brought[0])))
        case Update(person, _, refusals, _) if refusals:
            return Update(person)
        case Update(person, gained, _, _) if gained:
            return Update(person, (), tuple(map(refused, gained)))
        case Update():
            return Miss()
        case Drop() | Miss():
            return Create(tuple(brought))
    raise AssertionError(decision)


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_a_row_that_is_decided_otherwise_turns_red(row: Row, monkeypatch: pytest.MonkeyPatch) -> None:
    identify = identifying.identify

    def decide_otherwise(
        asked: Identifier, brought: Sequence[Identifier], directory: Directory, settings: Settings, *, create: bool
    ) -> Decision:
        return the_other_way(decide(asked, brought, directory, settings, create=create), brought or (asked,))

    def identify_otherwise(facts: Facts, operation: Identify, over: tuple[Passed, ...] = ()) -> None:
        """Only the row's own call is decided otherwise, not those that set the scene."""
        if operation.attributes.get("plan") == "pro":
            monkeypatch.setattr(identifying, "decide", decide_otherwise)
            monkeypatch.setattr(Facts, "turned_away", lambda *_: False)
        identify(facts, operation, over)

    monkeypatch.setattr(identifying, "identify", identify_otherwise)

    with pytest.raises(AssertionError):
        hold(row)
