"""Scenarios as they stand in a feature file: sentences with their places, outlines spelled out, not yet understood."""

from dataclasses import dataclass
from typing import Literal

from simulator.documents import Place
from simulator.scenario import NO_ORIGIN, Origin

StepKeyword = Literal["given", "when", "then", "*"]
"""What a step says it is; `And` and `But` are what the step before them is, and a `*` may be anything."""


@dataclass(frozen=True, slots=True)
class WrittenStep:
    """One step. `place` is where its keyword stands, `docstring_place` where the first line of the text does.

    `table` has the heading first; `row_places` has the place of each of its rows.
    """

    keyword: StepKeyword
    text: str
    place: Place
    table: tuple[tuple[str, ...], ...] | None = None
    docstring: str | None = None
    docstring_place: Place | None = None
    row_places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class WrittenScenario:
    """One scenario, or one row of an outline: `name` then ends with the row, `Late webhook [20 minutes, 1]`.

    `place` is where the scenario's keyword stands, for each row of an outline too. `steps` begin with those of the
    backgrounds. `story` is the description, else the name of the rule, else of the feature.
    """

    name: str
    place: Place
    story: str
    steps: tuple[WrittenStep, ...]
    origin: Origin = NO_ORIGIN
