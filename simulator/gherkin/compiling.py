"""From pytest's items to scenario values: each scenario of a feature file as it was written, one problem list a file.

pytest knows which steps of the user's own an item can see, `language` knows the file and the phrases; a sentence that
both match is a problem that names both places.
"""

import inspect
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pytest_bdd.parser import Scenario as RenderedScenario
from pytest_bdd.parser import ScenarioTemplate, Step
from pytest_bdd.scenario import find_fixturedefs_for_step, scenario_wrapper_template_registry
from pytest_bdd.steps import StepFunctionContext, step_function_context_registry
from pytest_bdd.utils import registry_get_safe

from simulator.documents import Place, Problems
from simulator.gherkin.door import perform
from simulator.language import (
    Phrase,
    WrittenScenario,
    WrittenStep,
    compile_written,
    phrase_for,
    read_feature,
    shown_path,
)
from simulator.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Rendered:
    """A scenario as pytest-bdd will perform it for `item`, its example filled in.

    `name` ends with the example's values, as in `WrittenScenario`.
    """

    item: pytest.Item
    name: str
    scenario: RenderedScenario

    @property
    def has_our_sentence(self) -> bool:
        """Whether any sentence is in the phrase table; a scenario without one is pytest-bdd's alone."""
        return any(phrase_for(step.name) for step in self.scenario.steps)


def feature_path(item: pytest.Item) -> str | None:
    """The feature file whose scenario the item is; nothing for items of other kinds."""
    template = _template(item)
    return template.feature.filename if template else None


def rendered(item: pytest.Item) -> Rendered:
    """The scenario of an item that has a `feature_path`."""
    template = _template(item)
    assert template is not None, f"{item.nodeid} is no scenario"
    call = getattr(item, "callspec", None)
    example: dict[str, str] = call.params.get("_pytest_bdd_example", {}) if call else {}
    scenario = template.render(example)
    row = f" [{', '.join(example.values())}]" if example else ""
    return Rendered(item, scenario.name + row, scenario)


def _template(item: pytest.Item) -> ScenarioTemplate | None:
    return registry_get_safe(scenario_wrapper_template_registry, getattr(item, "obj", None))


@dataclass(frozen=True, slots=True)
class CompiledFile:
    """The scenarios of one feature file by item, and what is wrong with the file; with a problem nothing of it runs."""

    problems: Problems = field(default_factory=Problems)
    scenarios: dict[pytest.Item, Scenario] = field(default_factory=dict)


def compile_file(path: str, selected: Iterable[Rendered]) -> CompiledFile:
    """Compile the selected scenarios of the feature file at `path`."""
    compiled = CompiledFile()
    problems = compiled.problems
    written = {(one.place.line, one.name): one for one in read_feature(shown_path(Path(path)), problems)}
    for scenario in () if problems else selected:
        value = _compiled(scenario, written[scenario.scenario.line_number, scenario.name], problems)
        if value is not None:
            compiled.scenarios[scenario.item] = value
    return compiled


def _compiled(scenario: Rendered, written: WrittenScenario, problems: Problems) -> Scenario | None:
    steps = dict(zip(written.steps, scenario.scenario.steps, strict=True))

    def is_own(step: WrittenStep) -> bool:
        own = own_steps(scenario.item, steps[step])
        phrase = phrase_for(step.text) if own else None
        if phrase is not None:
            problems.add(step.place, _ambiguous(step.text, own, phrase))
        return bool(own)

    return compile_written(written, problems, is_own=is_own)


def own_steps(item: pytest.Item, step: Step) -> list[StepFunctionContext]:
    """The steps of the user's own, or of other plugins, that match this one and that the item can see."""
    # pytest has no public way to ask which fixtures an item sees; pytest-bdd goes the same way.
    manager = item.session._fixturemanager  # noqa: SLF001
    found = (
        step_function_context_registry[definition.func] for definition in find_fixturedefs_for_step(step, manager, item)
    )
    return [context for context in found if context.step_func is not perform]


def _ambiguous(sentence: str, own: list[StepFunctionContext], phrase: Phrase) -> str:
    places = ", ".join(_place(context) for context in own)
    whose = phrase.origin or "the simulator's vocabulary"
    return (
        f"two steps match '{sentence}': your own at {places}, and '{phrase}' of {whose}. Reword yours, or leave it out."
    )


def place_of(context: StepFunctionContext) -> Place | None:
    """Where the step is defined, if it is Python that has a place."""
    code = getattr(inspect.unwrap(context.step_func), "__code__", None)
    return Place(str(shown_path(Path(code.co_filename))), code.co_firstlineno, 1) if code else None


def _place(context: StepFunctionContext) -> str:
    place = place_of(context)
    return f"{place.path}:{place.line}" if place else repr(inspect.unwrap(context.step_func))
