"""What the scenarios of one pytest session share: where they run, under which seed, and what is compiled already.

A feature file is compiled when its first scenario comes up, all selected scenarios of it together: a file with a
problem runs nothing.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from functools import cache

import pytest

from simulator.documents import Problems
from simulator.gherkin.compiling import CompiledFile, compile_file, feature_path, rendered
from simulator.gherkin.performance import Performance
from simulator.scenario import Scenario
from simulator.targets import Targets, open_target


class Stage:
    """Where scenarios are compiled and performed; `targets` opens the target when somebody first needs it.

    With `alone` every scenario is ours to judge; else those without a sentence of ours are left to pytest-bdd.
    """

    def __init__(self, targets: Callable[[], Targets], *, seed: int | None, alone: bool = False) -> None:
        self.targets = targets
        self.seed = seed
        self._alone = alone
        self._compiled: dict[str, CompiledFile] = {}

    def compile(self, items: Sequence[pytest.Item], problems: Problems) -> dict[pytest.Item, Scenario]:
        """The scenario values of all items that are ours; the problems of all their files join `problems`."""
        scenarios: dict[pytest.Item, Scenario] = {}
        for path in dict.fromkeys(filter(None, map(feature_path, items))):
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
        path = feature_path(item)
        if path is None or not self._is_ours(item):
            return None
        compiled = self._file(path, item.session.items)
        compiled.problems.raise_if_any()
        return Performance(compiled.scenarios[item], self.targets(), seed=self.seed)

    def _is_ours(self, item: pytest.Item) -> bool:
        return self._alone or rendered(item).has_our_sentence

    def _file(self, path: str, items: Iterable[pytest.Item]) -> CompiledFile:
        if path not in self._compiled:
            ours = (item for item in items if feature_path(item) == path and self._is_ours(item))
            self._compiled[path] = compile_file(path, map(rendered, ours))
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
