"""What the scenarios of one pytest session share: where they run, under which seed, and what is compiled already.

A feature file is compiled when its first scenario comes up, all selected scenarios of it together: a file with a
problem runs nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import cache

import pytest

from simulator.documents import Problems
from simulator.engine import ExpectationFailed
from simulator.gherkin.compiling import CompiledFile, compile_file, rendered
from simulator.gherkin.performance import Performance
from simulator.scenario import Scenario
from simulator.targets import Targets, open_target


class Stage:
    """Where scenarios are compiled and performed; `fault` is what went wrong on this side of the user's code, if anything.

    `targets` opens the target when the first scenario needs it. With `alone` every scenario is ours to judge; else
    those without a sentence of ours are left to pytest-bdd.
    """

    def __init__(self, targets: Callable[[], Targets], *, seed: int | None, alone: bool = False) -> None:
        self.targets = targets
        self.seed = seed
        self.fault: Exception | None = None
        self._alone = alone
        self._compiled: dict[str, CompiledFile] = {}

    def compile(self, items: Sequence[pytest.Item], problems: Problems) -> dict[pytest.Item, Scenario]:
        """The scenario values of all items that are ours; the problems of all their files join `problems`."""
        scenarios: dict[pytest.Item, Scenario] = {}
        for path in dict.fromkeys(scenario.path for item in items if (scenario := rendered(item))):
            compiled = self._file(path, items)
            problems.extend(compiled.problems)
            scenarios.update(compiled.scenarios)
        return scenarios

    def performance_of(self, item: pytest.Item) -> Performance | None:
        """The item's scenario in a workspace of its own, ready for its first step; nothing if it is not ours.

        Raises:
            DefinitionError: something in its file is wrong.
            TargetError: the target does not answer.
        """
        with self.watched():
            scenario = rendered(item)
            if scenario is None or not (self._alone or scenario.has_our_sentence):
                return None
            compiled = self._file(scenario.path, item.session.items)
            compiled.problems.raise_if_any()
            return Performance(compiled.scenarios[item], self.targets(), seed=self.seed)

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Keep what goes wrong in here as `fault`; an expectation that fails is nothing wrong."""
        try:
            yield
        except ExpectationFailed:
            raise
        except Exception as error:
            self.fault = error
            raise

    def _file(self, path: str, items: Iterable[pytest.Item]) -> CompiledFile:
        if path not in self._compiled:
            scenarios = (scenario for item in items if (scenario := rendered(item)) and scenario.path == path)
            ours = [scenario for scenario in scenarios if self._alone or scenario.has_our_sentence]
            self._compiled[path] = compile_file(path, ours)
        return self._compiled[path]


STAGE = pytest.StashKey[Stage]()
"""Where a pytest session keeps its stage."""


def stage_of(config: pytest.Config) -> Stage:
    """The session's stage, made on first use from the options `--simulator-target` and `--simulator-seed`."""
    if STAGE not in config.stash:
        closing = ExitStack()
        config.add_cleanup(closing.close)
        target, seed = config.getoption("simulator_target"), config.getoption("simulator_seed")
        config.stash[STAGE] = Stage(cache(lambda: closing.enter_context(open_target(target))), seed=seed)
    return config.stash[STAGE]
