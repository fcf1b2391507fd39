"""Where the scenarios of one pytest session run, YAML and features alike: one target for all, opened when needed."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

import pytest

from simulator.engine import ExpectationFailed, Failure, Verdict, run_scenario
from simulator.errors import DefinitionError
from simulator.instants import Instant, SystemClock
from simulator.language import shown_path, workspace_above
from simulator.report import failure_text, write_trace
from simulator.scenario import DEFAULT_START, Scenario, watched_segments
from simulator.targets import Target, Targets, open_target
from simulator.values import Json


@dataclass(frozen=True, slots=True)
class Stage:
    """`targets` opens the target, once; `seed` is that of every scenario, instead of its own.

    With `chronicled` a verdict also tells what happened; the traces of stories that fail go into the folder `traces`.
    """

    targets: Callable[[], Targets]
    seed: int | None = None
    chronicled: bool = False
    traces: Path | None = None

    def run(self, scenario: Scenario) -> Verdict:
        """Run a whole scenario."""
        traced = partial(write_trace, folder=self.traces) if self.traces else None
        return run_scenario(scenario, self.targets(), now=SystemClock().now(), seed=self.seed, traced=traced)

    def workspace(self, scenario: Scenario, starts: Instant) -> AbstractContextManager[Target]:
        """A workspace of its own for a scenario that somebody else performs."""
        return self.targets().workspace(scenario.definition, watched_segments(scenario), starts)

    def workspace_above(self, path: Path) -> AbstractContextManager[Target]:
        """A workspace for a test in the file `path`, as the nearest `workspace.yaml` defines it.

        Raises:
            DefinitionError: that file is wrong.
        """
        return self.targets().workspace(definition_above(path), (), DEFAULT_START)


def definition_above(path: Path) -> dict[str, Json]:
    """The definition in the nearest `workspace.yaml` above the file `path`.

    Raises:
        DefinitionError: that file is wrong.
    """
    definition = workspace_above(shown_path(path))
    if definition.problems:
        raise DefinitionError(definition.problems)
    return definition.plain()


STAGE = pytest.StashKey[Stage]()
"""Where a pytest session keeps its stage."""


def stage_of(config: pytest.Config) -> Stage:
    """The session's stage, made on first use from the options `--simulator-target` and `--simulator-seed`."""
    if STAGE not in config.stash:
        closing = ExitStack()
        config.add_cleanup(closing.close)
        target, seed = config.getoption("simulator_target"), config.getoption("simulator_seed")
        traces = config.getoption("simulator_trace")
        config.stash[STAGE] = Stage(
            cache(lambda: closing.enter_context(open_target(target))), seed, traces=Path(traces) if traces else None
        )
    return config.stash[STAGE]


def raise_failed(verdict: Verdict, failures: Iterable[Failure]) -> None:
    """Raise once for all `failures`, with the text that every report shows; do nothing without any."""
    __tracebackhide__ = True
    if texts := [failure_text(verdict, failure) for failure in failures]:
        raise ExpectationFailed("\n\n".join(texts))
