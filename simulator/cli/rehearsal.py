"""One pass over the selected files: compile all of them, and only if nothing is wrong anywhere, run what is wanted.

Scenario files run by themselves; pytest is imported only where there are features.
"""

import shlex
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from simulator.cli.progress import StoryBar
from simulator.cli.selection import Selection
from simulator.documents import Place, Problem, Problems
from simulator.engine import ReplayId, Verdict, run_scenario
from simulator.errors import DefinitionError
from simulator.instants import SystemClock
from simulator.language import compile_yaml
from simulator.report import Results, write_trace
from simulator.scenario import Scenario
from simulator.targets import Targets, open_target


@dataclass(frozen=True, slots=True)
class Wish:
    """How to run: where, under which seed (None: each story's own), and which stories, by a part of their names.

    `chronicled` asks for what happened in each; the traces of those that fail go into the folder `traces`.
    """

    target: str = "embedded"
    seed: int | None = None
    name_part: str = ""
    chronicled: bool = False
    traces: Path | None = None
    replay: ReplayId | None = None

    def wants(self, scenario: Scenario) -> bool:
        """Whether the story is to be run: the one that is replayed, or by a part of its name, whose case is nothing."""
        if self.replay is not None:
            return self.replay.means(scenario)
        return self.name_part.casefold() in scenario.name.casefold()


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """How many stories were wanted, and how those went that were performed, in the order of their files."""

    stories: int
    results: Results


def rehearse(selection: Selection, wish: Wish, *, perform: bool = True, bar: StoryBar | None = None) -> Rehearsal:
    """Compile everything, then run what is wanted; without `perform` nothing is run.

    Raises:
        DefinitionError: with all problems of all files; nothing ran.
        UsageError: pytest can't start here, for features.
        TargetError: the target does not answer.
    """
    problems = Problems()
    bar = bar or StoryBar(None)

    def wanted(scenario: Scenario) -> bool:
        if wish.replay is not None and wish.replay.means(scenario) and not wish.replay.is_as_it_was(scenario):
            problems.add(scenario.place, _changed(scenario, wish.replay))
        is_wanted = wish.wants(scenario)
        if is_wanted:
            bar.expect()
        return is_wanted

    compiled = [compile_yaml(file, problems) for file in selection.stories]
    chosen = [scenario for scenario in compiled if scenario is not None and wanted(scenario)]
    with ExitStack() as closing:
        targets = cache(lambda: closing.enter_context(open_target(wish.target)))
        stories, features = _features(
            selection.features, targets, wish, problems, wanted=wanted, bar=bar, perform=perform
        )
        problems.raise_if_any()
        verdicts = [_verdict(scenario, targets(), wish, bar) for scenario in chosen] if perform else []
    of_file = position(selection)
    verdicts = sorted([*verdicts, *features.verdicts], key=lambda verdict: of_file(verdict.place))
    return Rehearsal(len(chosen) + stories, Results(tuple(verdicts), features.skipped))


def _changed(scenario: Scenario, replay: ReplayId) -> str:
    again = shlex.join(["simulator", "run", replay.path, "-k", scenario.name, "--seed", str(replay.seed)])
    return f"the story or its workspace has changed since it ran as '{replay}'; as it is now: {again}"


def _verdict(scenario: Scenario, targets: Targets, wish: Wish, bar: StoryBar) -> Verdict:
    verdict = run_scenario(
        scenario,
        targets,
        now=SystemClock().now(),
        seed=wish.seed,
        chronicled=wish.chronicled,
        traced=partial(write_trace, folder=wish.traces) if wish.traces else None,
    )
    bar.done()
    return verdict


def _features(
    files: Sequence[Path],
    targets: Callable[[], Targets],
    wish: Wish,
    problems: Problems,
    *,
    wanted: Callable[[Scenario], bool],
    bar: StoryBar,
    perform: bool,
) -> tuple[int, Results]:
    if not files:
        return 0, Results(())
    # pytest takes longer to import than most runs take, so a run without features goes without it.
    from simulator.gherkin.feature_run import run_features
    from simulator.gherkin.stage import Stage

    stage = Stage(targets, wish.seed, chronicled=wish.chronicled, traces=wish.traces)
    run = run_features(files, stage, problems, wanted=wanted, done=bar.done, perform=perform)
    return run.stories, run.results


def position(selection: Selection) -> Callable[[Place], tuple[int, int]]:
    """Where what stands at a place comes among the others: by its file, then by its line."""
    positions = {str(file): number for number, file in enumerate(selection.files)}
    return lambda place: (positions[place.path], place.line)


def compiled_stories(selection: Selection, problems: Problems) -> int:
    """How many stories there are; their problems join the others, so that all are told at once."""
    try:
        return rehearse(selection, Wish(), perform=False).stories
    except DefinitionError as error:
        problems.extend(problem for problem in error.problems if isinstance(problem, Problem))
        return 0
