"""The one step by which features reach the engine, with the hooks around it.

pytest-bdd finds a single definition of ours; its parser looks the sentence up in the phrase table, which is imported at
the first sentence. Before a scenario's first step all of its file is compiled; each step then performs the next item.
Steps of the user's own keep pytest-bdd's precedence among themselves.
"""

import inspect
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING

import pytest
from pytest_bdd import step as step_definition
from pytest_bdd.parser import Step
from pytest_bdd.parsers import StepParser
from pytest_bdd.scenario import scenario_wrapper_template_registry
from pytest_bdd.utils import registry_get_safe

if TYPE_CHECKING:
    from simulator.gherkin.performance import Performance

PERFORMANCE: "pytest.StashKey[Performance]" = pytest.StashKey()
"""Where an item keeps the performance of its scenario, if any of its sentences is ours."""

_NAME = "simulator-door"


def install(config: pytest.Config) -> None:
    """Open the door in this pytest, where pytest-bdd must be; once, though several ask."""
    manager = config.pluginmanager
    if not manager.hasplugin(_NAME):
        manager.register(_Tags(config), f"{_NAME}-tags")
        manager.register(inspect.getmodule(install), _NAME)


class _Sentences(StepParser):
    """Matches what the phrase table has."""

    def is_matching(self, name: str) -> bool:
        from simulator.language import phrase_for  # at the first sentence, not at pytest's start

        return phrase_for(name) is not None

    def parse_arguments(self, name: str) -> dict[str, object]:  # noqa: ARG002 - pytest-bdd's signature
        """Nothing: the compiled item holds what the sentence says."""
        return {}


@step_definition(_Sentences("a sentence of the simulator"))
def perform(request: pytest.FixtureRequest) -> None:
    """Perform the compiled item of this step."""
    __tracebackhide__ = True
    request.node.stash[PERFORMANCE].perform()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Compile the scenario's file and set the stage, before any fixture is made for it."""
    __tracebackhide__ = True
    if registry_get_safe(scenario_wrapper_template_registry, getattr(item, "obj", None)) is None:
        return
    # The first scenario needs these, not pytest's start.
    from simulator.gherkin.features import features_of
    from simulator.gherkin.performance import Performance
    from simulator.gherkin.stage import stage_of

    if scenario := features_of(item.config).scenario_of(item):
        item.stash[PERFORMANCE] = Performance(scenario, stage_of(item.config))


def pytest_bdd_before_step(request: pytest.FixtureRequest, step_func: Callable[..., object]) -> None:
    """Take the next item; a step of the user's own is noted in the timeline, ours performs it itself."""
    if performance := request.node.stash.get(PERFORMANCE, None):
        performance.take_next()
        if step_func is not perform:
            performance.perform()


def pytest_bdd_before_step_call(step: Step, step_func: Callable[..., object]) -> None:
    """Refuse a coroutine: pytest-bdd would call it, never await it, and pass."""
    if is_coroutine(step_func):
        pytest.fail(
            f"the step '{step.name}' is a coroutine, which nothing here awaits, so it would pass unrun. "
            "Make it a plain function and call asyncio.run(...) in it.",
            pytrace=False,
        )


def is_coroutine(step_func: Callable[..., object]) -> bool:
    """Whether calling it would run nothing until somebody awaits it."""
    return inspect.iscoroutinefunction(step_func) or inspect.isasyncgenfunction(step_func)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None]:
    """End the performance after the last fixture of the scenario."""
    try:
        yield
    finally:
        if performance := item.stash.get(PERFORMANCE, None):
            performance.close()


BEHIND = frozenset(function.__code__ for function in (perform, pytest_runtest_setup, pytest_bdd_before_step))
"""The code through which everything of ours is reached: what is raised behind it is not the user's fault."""


class _Tags:
    """Makes each tag of a feature a known marker, just before pytest-bdd sets it, so that strict markers accept it."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config

    def pytest_bdd_apply_tag(self, tag: str) -> None:
        self._config.addinivalue_line("markers", f"{tag}: a tag of a feature")
