"""One run of one scenario: items in their order, deliveries on their way, and the verdict at the end.

The run keeps the emulated clock of the story; the target follows it. Nothing sleeps.
"""

import shlex
from collections.abc import Callable
from dataclasses import replace
from time import perf_counter

import msgspec

from simulator.deliveries import HEALTHY, Delivery, Fault, Timeline, Webhook, arrivals, repeated
from simulator.documents import Problems, node_of
from simulator.engine.beats import Mark
from simulator.engine.chronicle import Answer, Chronicle
from simulator.engine.chronicling import chronicle
from simulator.engine.coming import Coming
from simulator.engine.expectations import tested
from simulator.engine.explain import explained
from simulator.engine.explorer import Itinerary
from simulator.engine.record import Doing, Record
from simulator.engine.replay import replay_id
from simulator.engine.retelling import retold
from simulator.engine.sight import Sight
from simulator.engine.trace import Trace
from simulator.engine.verdict import Failure, Verdict
from simulator.instants import Instant
from simulator.operations import IdentifierKind, Operation
from simulator.scenario import (
    Act,
    Expect,
    LetArrive,
    LetPass,
    Opaque,
    Outage,
    ReachInstant,
    Scenario,
    ScenarioItem,
    SendAgain,
    Setting,
    watched_segments,
)
from simulator.seeds import stream
from simulator.shoppers import Local, PlaceOrder, Sources, Town, calls_of
from simulator.targets import EMBEDDED, Target, Targets
from simulator.workspace import read_definition

RETRY_SECONDS = 60
"""After how long our sources try again where the workspace was unavailable."""


class Run:
    """Performs the items of `scenario` against `target`, whose clock must stand at `starts`."""

    def __init__(self, scenario: Scenario, target: Target, *, starts: Instant | None = None, seed: int | None = None):
        self.scenario = scenario
        self.seed = scenario.seed if seed is None else seed
        self.failures: list[Failure] = []
        self._target = target
        self._starts = scenario.starts if starts is None else starts
        self._now = self._starts
        self._town = Town(
            self.seed,
            currency=scenario.shop.currency,
            order_names=_named_orders(scenario),
            shoppers=scenario.shoppers,
            sources=_sources(scenario),
        )
        self._timeline = Timeline()
        self._record = Record()
        self._order = stream(self.seed, "any order")
        self._down_from = self._down_until = self._starts
        self._coming = Coming()
        self._answers: list[Answer] = []
        self._marks: list[Mark] = []
        self._passed = 0
        self._began = perf_counter()
        for delivery in self._town.open(self._starts):
            self._send(delivery, HEALTHY)
        self._record.begin()
        self._coming.begin()
        if scenario.unavailable is not None:
            self._fail(scenario.unavailable)

    def perform(self, item: ScenarioItem) -> tuple[Failure, ...]:
        """Let one item happen; the failures of its expectations, also kept in `failures`."""
        match item:
            case Act():
                self._reach_offset(item.at)
                self._act(item)
            case SendAgain():
                self._reach_offset(item.at)
                self._send_again(item)
            case LetPass():
                self._reach(self._now + item.seconds)
            case ReachInstant():
                self._reach(max(item.instant, self._now))
            case LetArrive():
                self._let_arrive()
            case Expect():
                self._reach_offset(item.at)
                return self._expect(item)
            case Opaque():
                self._marks.append(Mark(len(self._target.told), self._now, item))
            case Setting():
                pass
        return ()

    def finish(self) -> Verdict:
        """What the run found, so far as it was performed."""
        scenario = self.scenario
        return Verdict(
            name=scenario.name,
            place=scenario.place,
            story=scenario.story,
            seed=self.seed,
            target=self._target.name,
            passed=self._passed,
            failures=tuple(self.failures),
            seconds=perf_counter() - self._began,
            replay=self._replay(),
            people=len({doing.delivery.shopper for doing in self._record.doings}),
            deliveries=len(self._record.doings),
            origin=scenario.origin,
        )

    def chronicle(self) -> Chronicle:
        """What happened so far, for a reader."""
        shoppers = [shopper.name for shopper in self.scenario.shoppers]
        segments = watched_segments(self.scenario)
        return chronicle(
            self._sight(), shoppers, segments, self._answers, starts=self._starts, zone=self.scenario.shop.zone
        )

    def trace(self, targets: Targets) -> Trace:
        """What happened so far moment by moment, told once more to a workspace of its own."""
        return retold(self.scenario, self._target, self._marks, self._record, targets, starts=self._starts)

    def _replay(self) -> str:
        """The command that runs this story again, quoted for a shell."""
        again = ["simulator", "run", "--replay", str(replay_id(self.scenario, self.seed))]
        target = [] if self._target.name == EMBEDDED else ["--target", self._target.name]
        return shlex.join([*again, *target])

    def _reach_offset(self, at: int | None) -> None:
        if at is not None:
            self._reach(self._starts + at)

    def _act(self, item: Act) -> None:
        sent = len(self._record.doings)
        for delivery in self._town.act(item.verb, self._now):
            self._send(delivery, item.fault)
        doings = tuple(self._record.doings[sent:])
        self._marks.append(Mark(len(self._target.told), self._now, item, doings))

    def _fail(self, outage: Outage) -> None:
        """Let the workspace be unavailable for that time; what was known before the story has reached it."""
        self._deliver_until(self._now)
        self._down_from, self._down_until = self._starts + outage.at, self._starts + outage.at + outage.seconds
        self._target.be_unavailable(self._down_from, self._down_until)

    def _is_down(self, at: Instant) -> bool:
        return self._down_from <= at < self._down_until

    def _send_again(self, item: SendAgain) -> None:
        for doing in list(self._record.doings):
            delivery = doing.delivery
            is_meant = delivery.source == item.source and delivery.sent >= self._now - item.seconds
            if is_meant and not self._record.is_from_before(doing):
                number = len(doing.ids) + 1
                takes = self._town.takes(item.source, f"{delivery.id}.{number}")
                arrival = repeated(delivery, number, at=self._now + takes)
                self._record.sent_again(doing, arrival)
                self._coming.sent((arrival.id,))
                self._timeline.add((arrival,))

    def _let_arrive(self) -> None:
        """Go to the last outstanding arrival; what finds the workspace unavailable comes again later."""
        while (last := self._timeline.last_arrival()) is not None:
            self._reach(max(last, self._now))
            if not self._is_down(self._now):
                return
            self._deliver_until(self._now)

    def _send(self, delivery: Delivery, fault: Fault) -> None:
        arriving = arrivals(delivery, fault, seed=self.seed)
        ids = tuple(one.id for one in arriving)
        self._record.sent(Doing(delivery, fault, tuple(one.arrives for one in arriving), ids))
        self._coming.sent(ids)
        self._timeline.add(arriving)

    def _reach(self, instant: Instant) -> None:
        """Make `instant` the present: what arrives before it has arrived, what is due before it has happened."""
        if instant > self._now:
            self._deliver_until(instant - 1)
            self._target.reach(instant)
            self._now = instant

    def _deliver_until(self, last: Instant) -> None:
        for charge in self._town.charge(last):
            self._send(charge, HEALTHY)
        for due in self._timeline.due(last):
            delivery = self._drawn(due)
            if not self._is_taken(delivery):
                again = msgspec.structs.replace(delivery, arrives=delivery.arrives + RETRY_SECONDS)
                self._record.moved(again, is_refused=True)
                self._timeline.add((again,))

    def _drawn(self, due: Delivery) -> Delivery:
        """What arrives now: `due`, or of a source that keeps no order any other that it has under way."""
        if not self._town.sources.habits(due.source).any_order:
            return due
        drawn = self._order.choice((due, *self._timeline.exchangeable(due.source, due.arrives)))
        if drawn is due:
            return due
        first, later = self._timeline.exchange(due, drawn)
        self._record.moved(first)
        self._record.moved(later)
        return first

    def _is_taken(self, delivery: Delivery) -> bool:
        """Let the delivery arrive; false if the workspace was unavailable."""
        calls = self._operations(delivery)
        for call in calls:
            taken = self._target.deliver(delivery.id, delivery.source, call, delivery.arrives)
            if taken == "unavailable":
                return False
            self._record.told(delivery, call)
            if taken is not None:
                self._record.arrived(delivery, taken)
        self._coming.arrived(delivery, calls)
        return True

    def _operations(self, delivery: Delivery) -> tuple[Operation, ...]:
        payload = delivery.payload
        return calls_of(payload, self._town.sources) if isinstance(payload, Webhook) else payload.operations

    def _expect(self, item: Expect) -> tuple[Failure, ...]:
        """Look at the present second: what is due in it has happened."""
        self._deliver_until(self._now)
        self._target.advance(self._now)
        self._coming.looked(self._now)
        sight = self._sight()
        shoppers = [shopper.name for shopper in self.scenario.shoppers]
        zone = self.scenario.shop.zone
        failed = []
        answered = len(self._answers)
        for check in item.checks:
            finding = tested(check, sight, shoppers, zone=zone)
            self._answers.append(
                Answer(self._now, item.place, item.text, finding.expected, finding.found, finding.holds)
            )
            if finding.holds:
                self._passed += 1
            else:
                failed.append(explained(item, check, finding, sight, zone=zone))
        self.failures += failed
        answers = tuple(self._answers[answered:])
        self._marks.append(Mark(len(self._target.told), self._now, item, answers=answers, failures=tuple(failed)))
        return tuple(failed)

    def _sight(self) -> Sight:
        town = self._town
        return Sight(
            self._target,
            town.truth,
            self._record,
            self._now,
            catalogue=town.catalogue,
            plan=self.scenario.plan,
            itinerary=self._itinerary,
        )

    def _itinerary(self) -> Itinerary:
        """All that was sent until now, what has not arrived yet as it will."""
        under_way = [(delivery, self._operations(delivery)) for delivery in self._timeline.under_way()]
        return self._coming.itinerary(self.scenario.definition, self._starts, under_way, now=self._now)


def _sources(scenario: Scenario) -> Sources:
    shop = scenario.shop
    return Sources(scenario.sources, _identifiers(scenario), Local(shop.currency, shop.zone))


def _identifiers(scenario: Scenario) -> tuple[IdentifierKind, ...]:
    """By what the workspace of the scenario names people."""
    return read_definition(node_of(scenario.definition), Problems()).settings.identifiers


def _named_orders(scenario: Scenario) -> list[str]:
    verbs = [item.verb for item in scenario.items if isinstance(item, Act)]
    return [verb.order for verb in verbs if isinstance(verb, PlaceOrder) and verb.order is not None]


def run_scenario(
    scenario: Scenario,
    targets: Targets,
    *,
    now: Instant | None = None,
    seed: int | None = None,
    chronicled: bool = False,
    traced: Callable[[Verdict, Trace], Verdict] | None = None,
) -> Verdict:
    """Run the whole scenario in a workspace of its own.

    Args:
        now: the present second of the machine, for a scenario that starts now.
        chronicled: whether the verdict is to hold a chronicle, which costs a look at everything in the end.
        traced: takes the trace of a story that fails, and gives the verdict that names where it is.

    Raises:
        TargetError: the target does not answer.
    """
    starts = now if scenario.starts_now and now is not None else scenario.starts
    with targets.workspace(scenario.definition, watched_segments(scenario), starts) as target:
        run = Run(scenario, target, starts=starts, seed=seed)
        for item in scenario.items:
            run.perform(item)
        verdict = run.finish()
        if traced is not None and not verdict.holds:
            verdict = traced(verdict, run.trace(targets))
        return replace(verdict, chronicle=run.chronicle()) if chronicled else verdict
