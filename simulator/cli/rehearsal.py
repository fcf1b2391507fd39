"""One pass over the selected files: compile all of them, and only if nothing is wrong anywhere, run what is wanted.

Scenario files run by themselves; pytest is imported only where there are features.
"""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from simulator.cli.selection import Selection
from simulator.documents import Problems
from simulator.engine import Verdict, run_scenario
from simulator.instants import SystemClock
from simulator.language import compile_yaml
from simulator.report import Results
from simulator.scenario import Scenario
from simulator.targets import Targets, open_target


@dataclass(frozen=True, slots=True)
class Wish:
    """How to run: where, under which seed (None: each story's own), and which stories, by a part of their names.

    `chronicled` asks for what happened in each.
    """

    target: str = "embedded"
    seed: int | None = None
    name_part: str = ""
    chronicled: bool = False

    def wants(self, name: str) -> bool:
        """Whether the story of this name is to be run; case does not count."""
        return self.name_part.casefold() in name.casefold()


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """How many stories were wanted, and how those went that were performed, in the order of their files."""

    stories: int
    results: Results


def rehearse(selection: Selection, wish: Wish, *, perform: bool = True) -> Rehearsal:
    """Compile everything, then run what is wanted; without `perform` nothing is run.

    Raises:
        DefinitionError: with all problems of all files; nothing ran.
        UsageError: pytest can't start here, for features.
        TargetError: the target does not answer.
    """
    problems = Problems()
    compiled = [compile_yaml(file, problems) for file in selection.stories]
    wanted = [scenario for scenario in compiled if scenario is not None and wish.wants(scenario.name)]
    with ExitStack() as closing:
        targets = cache(lambda: closing.enter_context(open_target(wish.target)))
        stories, features = _features(selection.features, targets, wish, problems, perform=perform)
        problems.raise_if_any()
        verdicts = [_verdict(scenario, targets(), wish) for scenario in wanted] if perform else []
    verdicts = sorted([*verdicts, *features.verdicts], key=_position(selection))
    return Rehearsal(len(wanted) + stories, Results(tuple(verdicts), features.skipped))


def _verdict(scenario: Scenario, targets: Targets, wish: Wish) -> Verdict:
    return run_scenario(scenario, targets, now=SystemClock().now(), seed=wish.seed, chronicled=wish.chronicled)


def _features(
    files: Sequence[Path], targets: Callable[[], Targets], wish: Wish, problems: Problems, *, perform: bool
) -> tuple[int, Results]:
    if not files:
        return 0, Results(())
    # pytest takes longer to import than most runs take, so a run without features goes without it.
    from simulator.gherkin.feature_run import run_features
    from simulator.gherkin.stage import Stage

    run = run_features(
        files, Stage(targets, wish.seed, chronicled=wish.chronicled), problems, wanted=wish.wants, perform=perform
    )
    return run.stories, run.results


def _position(selection: Selection) -> Callable[[Verdict], tuple[int, int]]:
    """Where a verdict comes among the others: by its file, then by its line."""
    positions = {str(file): number for number, file in enumerate(selection.files)}
    return lambda verdict: (positions[verdict.place.path], verdict.place.line)
