"""The workspace as a state machine: one operation at an instant in, effects out. Nothing else changes state.

`apply(operation, at)` first lets happen what was due strictly before `at`, so all arrivals of one second come before
its memberships, exits, timers and sends; these follow when time moves on, or when `Advance` looks at the second. The
log of operations rebuilds the same state, byte by byte.
"""

from collections.abc import Callable
from dataclasses import replace
from sys import intern
from typing import NamedTuple

import msgspec

from simulator.documents import Node, Problems, node_of
from simulator.instants import Instant
from simulator.operations import (
    Advance,
    CreateSegment,
    Define,
    DeleteSegment,
    FactOperation,
    Operation,
    Reach,
    Reset,
    SendTransactional,
)
from simulator.seeds import stream
from simulator.workspace import merging, performing, segment_calls, switching, tracking
from simulator.workspace.agenda import Entry, Phase
from simulator.workspace.campaigns.passages import ADMIT, DELAY, GOAL, SEND, Passages
from simulator.workspace.campaigns.sending import DISPATCH, Sending
from simulator.workspace.campaigns.succession import end_passes, inherit_passes
from simulator.workspace.changes import PersonGone, PersonMerged
from simulator.workspace.definition import Definition, read_definition
from simulator.workspace.effects import (
    ClockMoved,
    Defined,
    Effect,
    Postponed,
    WorkspaceEmptied,
)
from simulator.workspace.facts import Facts
from simulator.workspace.identifiers import trimmed_by
from simulator.workspace.present import Present, Told
from simulator.workspace.segments.register import Register
from simulator.workspace.segments.watch import HORIZON, LOOK, Watch

_CLOCKWORK = (Reach, Advance)
PROCESS = "process a call"
"""The agenda's word for a call that takes effect later than it was received."""


class Logged(msgspec.Struct, frozen=True, gc=False):
    """One line of the log; `source` is who sent it, if that is known."""

    number: int
    at: Instant
    operation: Operation
    source: str | None = None


class Outcome(msgspec.Struct, frozen=True, gc=False):
    """What `apply` did: the operation's number, what was due and fired, and the operation's own effects."""

    number: int
    fired: tuple[Told, ...]
    effects: tuple[Effect, ...]


class Waiting(NamedTuple):
    """A call that was accepted and has not taken effect, and when it was received."""

    operation: FactOperation
    received: Instant


class Machine:
    """A workspace. Read it through `simulator.workspace.views`.

    `seed` decides which calls change places where the settings let them (identity.reorder).
    """

    def __init__(self, *, now: Instant, seed: int = 0) -> None:
        self.seed = seed
        self.present = Present(now)
        self.facts = Facts(self.present)
        self.watch = Watch(self.present, self.facts)
        self.passages = Passages(self.present, self.facts, self.watch.membership)
        self.sending = Sending(self.present, self.facts, self.passages.outbox)
        self.register = Register()
        self.definition = Definition()
        """As it was given, but for the segments: calls make and delete those."""
        self.defined = Define({})
        """What `definition` was read from, as it was given."""
        self.log: list[Logged] = []
        self.sources: list[str | None] = []
        """Who sent each operation, by its number less one."""
        self.waiting: dict[int, Waiting] = {}
        """Calls that take effect later, by their numbers."""
        self._postpones = False
        """Whether the settings let any call take effect later than it is received."""
        self._actions: dict[str, Callable[[Entry], None]] = {
            PROCESS: lambda entry: self._process(int(entry.key[0])),
            tracking.FORGET: lambda entry: tracking.forget(self.facts, str(entry.key[0])),
            merging.INHERIT: lambda entry: self._inherit(int(entry.key[0])),
            LOOK: lambda entry: self.watch.look(int(entry.key[0])),
            HORIZON: lambda entry: self.watch.horizon(int(entry.key[0]), str(entry.key[1])),
            ADMIT: lambda entry: self.passages.admit(int(entry.key[0])),
            GOAL: lambda entry: self.passages.goal_met(int(entry.key[0]), int(entry.key[1])),
            DELAY: lambda entry: self.passages.delay_over(int(entry.key[0])),
            SEND: lambda entry: self.passages.send(int(entry.key[0])),
            DISPATCH: lambda entry: self.sending.dispatch(int(entry.key[0])),
        }

    @property
    def now(self) -> Instant:
        """The present second."""
        return self.present.now

    def next_due(self) -> Instant | None:
        """When the next thing happens on its own; the present second means: before it ends."""
        return self.present.agenda.next_instant()

    def apply(self, operation: Operation, *, at: Instant, source: str | None = None) -> Outcome:
        """Carry out `operation` at the instant `at`, which is never before now; `source` is who sent it.

        Raises:
            DefinitionError: a `Define` holds what is no definition, or one that the people there do not allow; nothing
                has changed.
        """
        present = self.present
        assert at >= present.now, "time does not go backwards"
        definition = self._parsed(operation) if isinstance(operation, Define) else None
        if isinstance(operation, _CLOCKWORK):
            assert operation.to >= at, "time does not go backwards"
            at = operation.to
        fired = self._fire_until(at - 1) if at > present.now else []
        present.now = present.received = at
        source = source and intern(source)  # a few senders send everything, so each name is kept once
        self.sources.append(source)
        present.operation = number = len(self.sources)
        self.log.append(Logged(number, at, operation, source))
        self._carry_out(operation, definition)
        effects = tuple([told.effect for told in self._told()])
        if isinstance(operation, Advance):
            fired += self._fire_until(at)
        return Outcome(number, tuple(fired), effects)

    def _carry_out(self, operation: Operation, definition: Definition | None) -> None:
        match operation:
            case Define():
                assert definition is not None
                self._define(definition, operation)
            case Reach() | Advance():
                self.present.tell(ClockMoved(operation.to))
            case Reset():
                self._reset(operation)
            case SendTransactional():
                self.sending.take(operation)
            case CreateSegment():
                segment_calls.create(self.facts, self.register, operation)
                self._take_segments()
            case DeleteSegment():
                segment_calls.delete(self.facts, self.register, self.watch, self.definition, operation)
                self._take_segments()
            case _:
                self._accept(operation)
        self._follow()

    def _accept(self, operation: FactOperation) -> None:
        """Let a call take effect, now or when the settings say."""
        until, rule = self._takes_effect(operation) if self._postpones else (None, "")
        if until is None or until <= self.now or performing.refused(self.facts, operation):
            performing.perform(self.facts, operation, self.passages.recipient)
            return
        number = self.present.operation
        self.waiting[number] = Waiting(operation, self.now)
        self.present.due(Phase.ARRIVALS, PROCESS, (number,), at=until)
        self.present.tell(Postponed(until, rule))

    def _takes_effect(self, operation: FactOperation) -> tuple[Instant, str]:
        """When a call takes effect, and by which rule (identity.async, identity.reorder, events.time.future)."""
        settings, until, rule = self.facts.settings, self.now, "identity.async"
        if settings.future_events == "delay":
            until, rule = max(until, performing.happens_at(operation, self.now)), "events.time.future"
        if settings.processing_delay or settings.reorder_window:
            draw = stream(self.seed, "reorder", self.present.operation).below(settings.reorder_window + 1)
            until, rule = max(until, self.now + settings.processing_delay + draw), "identity.async"
        return until, rule

    def _process(self, number: int) -> None:
        """Let a call that waited take effect."""
        waiting = self.waiting.pop(number)
        self.present.operation, self.present.received = number, waiting.received
        performing.perform(self.facts, waiting.operation, self.passages.recipient)
        self._follow()

    def _inherit(self, number: int) -> None:
        self.present.operation = number
        merging.inherit(self.facts, number)
        self._follow()

    def _follow(self) -> None:
        """Let segments and campaigns note what changed."""
        changes = self.facts.changes
        for change in changes:
            self.watch.note(change)
            if isinstance(change, PersonMerged):
                inherit_passes(self.passages, self.facts, change.person, change.secondary)
            elif isinstance(change, PersonGone):
                end_passes(self.passages, self.facts, change.person)
            else:
                self.passages.note(change)
        changes.clear()

    def _fire_until(self, last: Instant) -> list[Told]:
        """Let everything happen that is due at `last` or before, each thing in its own second."""
        agenda, present = self.present.agenda, self.present
        while (entry := agenda.pop_until(last)) is not None:
            present.now = present.received = entry.instant
            self._actions[entry.kind](entry)
        return self._told()

    def _told(self) -> list[Told]:
        told, self.present.told = self.present.told, []
        return told

    def _be(self, definition: Definition, operation: Define) -> None:
        self.definition, self.defined = definition, operation
        settings = definition.settings
        self._postpones = (
            bool(settings.processing_delay or settings.reorder_window) or settings.future_events == "delay"
        )

    def _define(self, definition: Definition, operation: Define) -> None:
        self.register.define(definition.segments, before=self.definition.segments, at=self.now)
        self._be(definition, operation)
        switching.switch(self.facts, definition.settings)
        self.present.zone = definition.settings.timezone
        self._take_segments()
        self.watch.look_at_all()
        self.passages.define(definition.campaigns, definition.topics)
        self.sending.templates = definition.transactional
        self.present.tell(Defined(len(self.definition.segments), len(definition.campaigns)))

    def _take_segments(self) -> None:
        """Have the segments that the register has."""
        conditions = self.register.conditions(self.definition.segments)
        self.definition = definition = replace(self.definition, segments=conditions)
        self.facts.keep_lists(definition.lists())
        self.watch.take(definition.segments, definition.watched(self.defined.watch))

    def check(self, operation: Define) -> None:
        """Change nothing, only look at the definition.

        Raises:
            DefinitionError: `apply` would refuse it.
        """
        self._parsed(operation)

    def restore_definition(self, operation: Define, register: Register) -> None:
        """Be set up like that, and nothing happen because of it: for a machine whose facts are restored as well."""
        self.register = register
        definition = self._parsed(operation)
        self._be(definition, operation)
        self.facts.settings = definition.settings
        self.facts.directory.trims = trimmed_by(definition.settings)
        self.present.zone = definition.settings.timezone
        self._take_segments()
        self.passages.take(definition.campaigns, definition.topics)
        self.sending.templates = definition.transactional

    def _reset(self, operation: Reset) -> None:
        people = self.facts.empty()
        self.watch.empty()
        self.passages.empty()
        self.waiting.clear()
        self.present.agenda.empty()
        self.present.remembered.clear()
        if operation.to is not None:
            self.present.now = self.present.received = operation.to
        self._begin_segments_anew()
        self.present.tell(WorkspaceEmptied(people))

    def _begin_segments_anew(self) -> None:
        """Have the segments that were defined, whatever calls made of them."""
        self.register.empty()
        self.definition = definition = self._parsed(self.defined)
        self.register.define(definition.segments, before={}, at=self.now)
        self._take_segments()

    def _parsed(self, operation: Define) -> Definition:
        problems = Problems()
        node = node_of(operation.definition)
        definition = read_definition(node, problems)
        if not problems:
            self._check_switch(node, definition, problems)
        problems.raise_if_any()
        return definition

    def _check_switch(self, node: Node, definition: Definition, problems: Problems) -> None:
        shared = switching.shared(self.facts, definition.settings)
        if shared is not None:
            problems.add(node.place, f"settings: {shared}; merge or delete one of the two before the switch")
