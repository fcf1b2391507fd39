"""Which tracking plan a scenario means: the nearest whose `name:` is the one said, a file, or one written in place.

Plans stand in files called `tracking_plan.yaml` (or `tracking_plan_b2b.yaml`) in the folder of the scenario or above.
The plan "core commerce" comes with the package; a file of that name nearer by takes its place.
"""

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

from simulator.documents import Node, Place, Problem, Problems, load_file, load_text
from simulator.documents.problem import unknown
from simulator.language.definition_text import file_named
from simulator.language.sources import source_named
from simulator.language.stories import is_story, shown_path
from simulator.plan import TrackingPlan, read_plan
from simulator.scenario import Expect, PlanReports, PlanSatisfied, ScenarioItem

_FILES = "tracking_plan*.yaml"
_BUNDLED = "core_commerce.yaml"
_SUFFIXES = (".yaml", ".yml", ".json")
_ONLY_OF_PLANS = ("events", "attributes", "identity")


def plan_named(name: str, path: Path, place: Place, problems: Problems) -> TrackingPlan | None:
    """The nearest plan called `name`, seen from the file at `path`; nothing after noting at `place` that none is.

    Problems of the plan itself are noted where they stand in it; where none is found, those of all that were looked at,
    for one of them may be the one.
    """
    known: dict[str, None] = {}
    wrong: list[Problem] = []
    for plan, found in _plans_above(path):
        if plan is not None and plan.name == name:
            problems.extend(found)
            return plan
        known[plan.name if plan is not None else ""] = None
        wrong += found
    problems.add(place, unknown("tracking plan", name, filter(None, known)))
    problems.extend(wrong)
    return None


def plan_written(node: Node, path: Path, problems: Problems) -> TrackingPlan | None:
    """The plan of a scenario in YAML: written in place, in a file beside it, or by its name."""
    if isinstance(node.value, dict):
        return read_plan(node, problems, source_named=source_named)
    if isinstance(node.value, str) and node.value.endswith(_SUFFIXES):
        file = file_named(node, path, problems, what="plan")
        plan, found = (None, ()) if file is None else plan_file(file)
        problems.extend(found)
        return plan
    if isinstance(node.value, str):
        return plan_named(node.value, path, node.place, problems)
    problems.add(node.place, f"plan: expected a name, a file or a mapping, found {node.kind()}")
    return None


def check_has_plan(items: Iterable[ScenarioItem], plan: object, problems: Problems, *, advice: str) -> None:
    """Note each expectation about a plan in a scenario that has none; `advice` is how to say which applies."""
    for item in items:
        if plan is None and isinstance(item, Expect) and any(isinstance(one, _ABOUT_PLANS) for one in item.checks):
            problems.add(item.place, f"no tracking plan applies here; say which: {advice}")


_ABOUT_PLANS = PlanSatisfied | PlanReports


def is_plan(path: Path) -> bool:
    """Whether the YAML file is meant as a tracking plan."""
    if path.match(_FILES):
        return True
    node = None if is_story(path) else load_file(path, Problems())
    return node is not None and any(key in _ONLY_OF_PLANS for key, _, _ in node.entries())


def plans_in(folder: Path) -> list[Path]:
    """The files of plans in the folder, by name."""
    return list(_listed(folder, folder.stat().st_mtime_ns)) if folder.is_dir() else []


@lru_cache(maxsize=256)
def _listed(folder: Path, version: int) -> tuple[Path, ...]:  # noqa: ARG001 - a folder that changed is another
    return tuple(sorted(folder.glob(_FILES)))


def check_plan(path: Path, problems: Problems) -> None:
    """Note all that is wrong with a file that `is_plan`."""
    _, found = plan_file(path)
    problems.extend(found)


def plan_file(path: Path) -> tuple[TrackingPlan | None, tuple[Problem, ...]]:
    """The plan in a file that exists, and what is wrong with it."""
    stat = path.stat()
    return _read(shown_path(path), (stat.st_mtime_ns, stat.st_size))


@lru_cache(maxsize=64)
def _read(path: Path, version: tuple[int, int]) -> tuple[TrackingPlan | None, tuple[Problem, ...]]:  # noqa: ARG001 - a file that changed is another
    problems = Problems()
    node = load_file(path, problems)
    plan = None if node is None else read_plan(node, problems, source_named=source_named)
    return plan, tuple(problems)


def _plans_above(path: Path) -> Iterator[tuple[TrackingPlan | None, tuple[Problem, ...]]]:
    """The plans from the nearest on, the bundled one last; nothing for a file that can't be read."""
    for folder in path.absolute().parents:
        yield from map(plan_file, plans_in(folder))
    yield bundled_plan(), ()


@cache
def bundled_plan() -> TrackingPlan:
    """The plan "core commerce"."""
    problems = Problems()
    node = load_text(bundled_plan_text(), problems, path=_BUNDLED)
    assert node is not None, "the bundled plan is no empty file"
    plan = read_plan(node, problems, source_named=source_named)
    problems.raise_if_any()
    return plan


def bundled_plan_text() -> str:
    """That plan as it is written, to begin one of one's own with."""
    return files("simulator.plan").joinpath(_BUNDLED).read_text(encoding="utf-8")
