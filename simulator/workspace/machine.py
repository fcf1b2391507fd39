"""The workspace as a state machine: one operation at an instant in, effects out. Nothing else changes state.

`apply(operation, at)` first lets happen what was due strictly before `at`, so all arrivals of one second come before
its memberships, exits, timers and sends; these follow when time moves on, or when `Advance` looks at the second. The
log of operations rebuilds the same state, byte by byte.
"""

from collections.abc import Callable
from typing import NamedTuple, assert_never

from simulator.documents import Problems, node_of
from simulator.instants import Instant
from simulator.operations import (
    AddToSegment,
    Advance,
    Define,
    Identify,
    Operation,
    Reach,
    RemoveFromSegment,
    Reset,
    Track,
)
from simulator.workspace.agenda import Entry
from simulator.workspace.campaigns.passages import ADMIT, DELAY, GOAL, SEND, Passages
from simulator.workspace.definition import Definition, named_by, read_definition
from simulator.workspace.effects import ClockMoved, Defined, Effect, WorkspaceEmptied
from simulator.workspace.facts import FORGET, Facts
from simulator.workspace.present import Present, Told
from simulator.workspace.segments.watch import HORIZON, LOOK, Watch


class Logged(NamedTuple):
    """One line of the log."""

    number: int
    at: Instant
    operation: Operation


class Outcome(NamedTuple):
    """What `apply` did: the operation's number, what was due and fired, and the operation's own effects."""

    number: int
    fired: tuple[Told, ...]
    effects: tuple[Effect, ...]


class Machine:
    """A workspace. Read it through `simulator.workspace.views`."""

    def __init__(self, *, now: Instant) -> None:
        self.present = Present(now)
        self.facts = Facts(self.present)
        self.watch = Watch(self.present, self.facts)
        self.passages = Passages(self.present, self.facts, self.watch.membership)
        self.definition = Definition()
        self.log: list[Logged] = []
        self._actions: dict[str, Callable[[Entry], None]] = {
            FORGET: lambda entry: self.facts.forget_anonymous(str(entry.key[0])),
            LOOK: lambda entry: self.watch.look(int(entry.key[0])),
            HORIZON: lambda entry: self.watch.horizon(int(entry.key[0]), str(entry.key[1])),
            ADMIT: lambda entry: self.passages.admit(int(entry.key[0])),
            GOAL: lambda entry: self.passages.goal_met(int(entry.key[0]), int(entry.key[1])),
            DELAY: lambda entry: self.passages.delay_over(int(entry.key[0])),
            SEND: lambda entry: self.passages.send(int(entry.key[0])),
        }

    @property
    def now(self) -> Instant:
        """The present second."""
        return self.present.now

    def next_due(self) -> Instant | None:
        """When the next thing happens on its own; the present second means: before it ends."""
        return self.present.agenda.next_instant()

    def apply(self, operation: Operation, *, at: Instant) -> Outcome:
        """Carry out `operation` at the instant `at`, which is never before now.

        Raises:
            DefinitionError: a `Define` holds what is no definition; nothing has changed.
        """
        assert at >= self.now, "time does not go backwards"
        definition = _parsed(operation) if isinstance(operation, Define) else None
        if isinstance(operation, Reach | Advance):
            assert operation.to >= at, "time does not go backwards"
            at = operation.to
        fired = self._fire_until(at - 1) if at > self.now else []
        self.present.now = at
        number = len(self.log) + 1
        self.log.append(Logged(number, at, operation))
        self.present.operation = number
        self._carry_out(operation, definition)
        effects = tuple(told.effect for told in self._told())
        if isinstance(operation, Advance):
            fired += self._fire_until(at)
        return Outcome(number, tuple(fired), effects)

    def _carry_out(self, operation: Operation, definition: Definition | None) -> None:
        match operation:
            case Track():
                self.facts.track(operation)
            case Identify():
                self.facts.identify(operation)
            case AddToSegment() | RemoveFromSegment():
                self.facts.list_members(operation)
            case Define():
                assert definition is not None
                self._define(definition, operation.watch)
            case Reach() | Advance():
                self.present.tell(ClockMoved(operation.to))
            case Reset():
                self._reset(operation)
            case _:
                assert_never(operation)
        self._follow()

    def _follow(self) -> None:
        """Let segments and campaigns note what changed."""
        changes = self.facts.changes
        for change in changes:
            self.watch.note(change)
            self.passages.note(change)
        changes.clear()

    def _fire_until(self, last: Instant) -> list[Told]:
        """Let everything happen that is due at `last` or before, each thing in its own second."""
        agenda, present = self.present.agenda, self.present
        while (entry := agenda.pop_until(last)) is not None:
            present.now = entry.instant
            self._actions[entry.kind](entry)
        return self._told()

    def _told(self) -> list[Told]:
        told, self.present.told = self.present.told, []
        return told

    def _define(self, definition: Definition, watch: tuple[str, ...]) -> None:
        self.definition = definition
        lists = (name for name, condition in definition.segments.items() if condition is None)
        self.facts.define(definition.settings, lists)
        self.present.zone = definition.settings.timezone
        campaigns = definition.campaigns
        named = {name for campaign in campaigns.values() for name in named_by(campaign.filter)}
        self.watch.define(definition.segments, named | set(watch))
        self.passages.define(campaigns)
        self.present.tell(Defined(len(definition.segments), len(campaigns)))

    def _reset(self, operation: Reset) -> None:
        people = self.facts.empty()
        self.watch.empty()
        self.passages.empty()
        self.present.agenda.empty()
        if operation.to is not None:
            self.present.now = operation.to
        self.present.tell(WorkspaceEmptied(people))


def _parsed(operation: Define) -> Definition:
    problems = Problems()
    definition = read_definition(node_of(operation.definition), problems)
    problems.raise_if_any()
    return definition
