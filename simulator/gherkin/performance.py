"""One scenario while pytest-bdd performs it, step by step, in a workspace of its own; each step has one item."""

from contextlib import ExitStack
from dataclasses import replace

from simulator.engine import Chronicle, Failure, Run, Verdict
from simulator.gherkin.improvisation import Improvisation
from simulator.gherkin.stage import Stage, raise_failed
from simulator.instants import SystemClock
from simulator.report import verdict_with_trace, write_trace
from simulator.scenario import Scenario, ScenarioItem
from simulator.targets import Target


class Performance:
    """The run of `scenario` and where it stands; `target` is what a step of the user's own may look at."""

    def __init__(self, scenario: Scenario, stage: Stage) -> None:
        starts = SystemClock().now() if scenario.starts_now else scenario.starts
        self._closing = ExitStack()
        self.target: Target = self._closing.enter_context(stage.workspace(scenario, starts))
        self._run = Run(scenario, self.target, starts=starts, seed=stage.seed)
        self._coming = iter(scenario.items)
        self._item: ScenarioItem | None = None
        self._broken: Failure | None = None
        self._stage = stage
        self._chronicle: Chronicle | None = None

    def take_next(self) -> None:
        """Go on to the item of the step that comes now."""
        self._item = next(self._coming)

    def perform(self) -> None:
        """Let the present item happen.

        Raises:
            ExpectationFailed: it is an expectation that does not hold.
        """
        __tracebackhide__ = True
        assert self._item is not None, "a step begins with take_next"
        failures = self._run.perform(self._item)
        raise_failed(self.verdict, failures)

    @property
    def improvisation(self) -> Improvisation:
        """The same run in the hand of a step or fixture of the user's own."""
        return Improvisation(self._run)

    def break_off(self, found: str) -> None:
        """Note that something of the user's own, a step or a fixture, raised an error."""
        place = self._item.place if self._item else self._run.scenario.place
        sentence = self._item.text if self._item else "before the first step"
        self._broken = Failure(place, sentence, "no error in a step or fixture of your own", found)

    @property
    def verdict(self) -> Verdict:
        """What was found so far."""
        verdict = replace(self._run.finish(), chronicle=self._chronicle)
        verdict = replace(verdict, failures=(*verdict.failures, self._broken)) if self._broken else verdict
        traces = self._stage.traces
        return verdict if verdict.holds or traces is None else verdict_with_trace(verdict, traces)

    def close(self) -> None:
        """Give the workspace back, after a last look at it where that is to be told, and the trace of a failure."""
        with self._closing:
            if self._stage.chronicled:
                self._chronicle = self._run.chronicle()
            if self._stage.traces and not self.verdict.holds:
                write_trace(self.verdict, self._run.trace(self._stage.targets()), self._stage.traces)
