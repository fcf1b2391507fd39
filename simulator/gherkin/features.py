"""The feature files of one pytest session, each compiled once.

A file is compiled when its first scenario comes up, all selected scenarios of it together: a file with a problem runs
nothing, and other files run on.
"""

from collections.abc import Sequence

import pytest

from simulator.documents import Problems
from simulator.gherkin.compiling import CompiledFile, compile_file, feature_path, rendered
from simulator.scenario import Scenario


class Features:
    """With `alone` every scenario is ours to judge; else those without a sentence of ours are left to pytest-bdd."""

    def __init__(self, *, alone: bool = False) -> None:
        self._alone = alone
        self._compiled: dict[str, CompiledFile] = {}

    def compile_all(self, items: Sequence[pytest.Item], problems: Problems) -> dict[pytest.Item, Scenario]:
        """The scenario values of all items that are ours, in order; the problems of all their files join `problems`."""
        scenarios: dict[pytest.Item, Scenario] = {}
        for path in dict.fromkeys(filter(None, map(feature_path, items))):
            compiled = self._file(path, items)
            problems.extend(compiled.problems)
            scenarios.update(compiled.scenarios)
        return scenarios

    def scenario_of(self, item: pytest.Item) -> Scenario | None:
        """The item's scenario value, or nothing if it is not ours.

        Raises:
            DefinitionError: something in its file is wrong.
        """
        path = feature_path(item)
        if path is None or not self._is_ours(item):
            return None
        compiled = self._file(path, item.session.items)
        compiled.problems.raise_if_any()
        return compiled.scenarios[item]

    def _is_ours(self, item: pytest.Item) -> bool:
        return self._alone or rendered(item).has_our_sentence

    def _file(self, path: str, items: Sequence[pytest.Item]) -> CompiledFile:
        if path not in self._compiled:
            ours = (item for item in items if feature_path(item) == path and self._is_ours(item))
            self._compiled[path] = compile_file(path, map(rendered, ours))
        return self._compiled[path]


FEATURES = pytest.StashKey[Features]()
"""Where a pytest session keeps its features."""


def features_of(config: pytest.Config) -> Features:
    """The session's features."""
    return config.stash.setdefault(FEATURES, Features())
