"""A feature file as a collector of its own, so that `simulator run` needs no test module that names it.

Steps and fixtures in the `conftest.py` files above it are seen as if a module beside it had said `scenarios(...)`.
"""

from collections.abc import Iterable
from itertools import count
from pathlib import Path
from types import ModuleType

import pytest
from pytest_bdd import scenario
from pytest_bdd.exceptions import GherkinParseError
from pytest_bdd.feature import get_feature
from pytest_bdd.parser import Feature

COLLECTED = pytest.StashKey[bool]()
"""Whether a pytest session collects the feature files that it is given, whatever a `conftest.py` does."""


class FeatureFile(pytest.Module):
    """Collects the scenarios of the feature file at its path."""

    def collect(self) -> Iterable[pytest.Item | pytest.Collector]:
        try:
            feature = get_feature(str(self.path.parent), self.path.name)
        except GherkinParseError as error:
            raise self.CollectError(f"{error.line}: {error.message}") from error
        _register_tags(feature, self.config)
        self.obj = _module_of(feature, self.path)
        return super().collect()

    def funcnamefilter(self, name: str) -> bool:
        """Take the functions made here, whatever the user's tests are called."""
        return name.startswith("test_")


def _module_of(feature: Feature, path: Path) -> ModuleType:
    module = ModuleType(path.stem)
    module.__file__ = str(path)
    for number, name in zip(count(1), feature.scenarios, strict=False):
        bind = scenario(path.name, name, features_base_dir=str(path.parent))
        setattr(module, f"test_{number}", bind(_nothing_more))
    return module


def _nothing_more() -> None:
    """What pytest-bdd calls after the last step."""


def _register_tags(feature: Feature, config: pytest.Config) -> None:
    """Make markers of all tags known, those of examples too, which pytest-bdd sets without asking anybody."""
    tags = set(feature.tags)
    for template in feature.scenarios.values():
        tags.update(template.tags, *(examples.tags for examples in template.examples))
        tags.update(template.rule.tags if template.rule else ())
    for tag in sorted(tags):
        config.addinivalue_line("markers", f"{tag}: a tag of a feature")
