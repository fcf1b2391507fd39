"""The steps of a user's own: which there are for the features of a project, which are used, what is wrong with them."""

import sysconfig
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytest_bdd.steps import StepFunctionContext, step_function_context_registry

from simulator.documents import Place, Problem
from simulator.gherkin.compiling import feature_path, own_steps, place_of, rendered
from simulator.gherkin.door import is_coroutine, perform
from simulator.gherkin.silent_pytest import FeatureSession, hold
from simulator.language import Phrase, all_phrases, shown_path

_INSTALLED = tuple(map(sysconfig.get_path, ("purelib", "platlib")))


@dataclass(frozen=True, slots=True)
class OwnStep:
    """A step that the project defines; without a keyword it stands under any."""

    wording: str
    keyword: str | None
    place: Place
    is_used: bool
    context: StepFunctionContext

    def __str__(self) -> str:
        return f"{(self.keyword or 'step').title()} {self.wording}"


def steps_of_project(features: Sequence[Path]) -> tuple[OwnStep, ...]:
    """The steps in the `conftest.py` files and plugins that the features see, by place.

    Raises:
        UsageError: pytest can't start here: its configuration or a `conftest.py` is broken.
    """
    session = _Session()
    hold(session, features)
    return tuple(sorted(session.steps, key=lambda step: (step.place.path, step.place.line, step.wording)))


class _Session(FeatureSession):
    """Looks at what pytest knows once everything is collected, and performs nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.steps: list[OwnStep] = []

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        used = {id(context) for item in session.items if feature_path(item) for context in _used_by(item)}
        for context, place in _defined(session):
            self.steps.append(OwnStep(context.parser.name, context.type, place, id(context) in used, context))

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self) -> bool:
        return True


def _used_by(item: pytest.Item) -> Iterator[StepFunctionContext]:
    for step in rendered(item).scenario.steps:
        yield from own_steps(item, step)


def _defined(session: pytest.Session) -> Iterator[tuple[StepFunctionContext, Place]]:
    """The steps in `conftest.py` files and other plugins of this session that nobody installed, and where they are."""
    plugins = {getattr(plugin, "__file__", None) for plugin in session.config.pluginmanager.get_plugins()}
    own = {str(shown_path(Path(file))) for file in plugins if file and not file.startswith(_INSTALLED)}
    for context in list(step_function_context_registry.values()):
        place = place_of(context)
        if context.step_func is not perform and place is not None and place.path in own:
            yield context, place


def faults(steps: Sequence[OwnStep]) -> Iterator[Problem]:
    """What is wrong with them, whether or not a feature says one of them yet."""
    for number, step in enumerate(steps):
        if is_coroutine(step.context.step_func):
            yield Problem(step.place, f"the step '{step.wording}' is a coroutine, which nothing awaits; make it plain")
        for other in steps[:number]:
            if (other.wording, other.keyword) == (step.wording, step.keyword):
                yield Problem(step.place, f"the step '{step.wording}' is defined at {other.place} as well")
        phrase = _taken_by(step)
        if phrase is not None:
            whose = phrase.origin or "the vocabulary"
            yield Problem(step.place, f"the step '{step.wording}' takes sentences of {whose}: '{phrase}'")


def _taken_by(step: OwnStep) -> Phrase | None:
    """A phrase of ours whose sentences the step takes too."""
    matches = step.context.parser.is_matching
    return next((phrase for phrase in all_phrases() if matches(phrase.pattern.example)), None)
