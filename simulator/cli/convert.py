"""`simulator convert`: a scenario file as a feature, and each scenario of a feature as a file; the same stories.

What the other language can't say is refused by name and place; then nothing is written at all.
"""

import re
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from simulator.cli.publishing import write_file
from simulator.cli.run import HOLDS
from simulator.cli.selection import selected
from simulator.documents import Problem, Problems
from simulator.engine import counted
from simulator.errors import DefinitionError, UsageError
from simulator.language import Language, compile_written, compile_yaml, read_feature, written_as
from simulator.scenario import Scenario

SUFFIXES: dict[Language, str] = {"yaml": ".yaml", "gherkin": ".feature"}


@dataclass(frozen=True, slots=True)
class _Story:
    """A scenario of the file at `source`, and what its file in the other language is called."""

    source: Path
    scenario: Scenario
    stem: str

    @property
    def language(self) -> Language:
        """The other language."""
        return "yaml" if self.source.suffix == SUFFIXES["gherkin"] else "gherkin"


def add_options(parser: ArgumentParser) -> None:
    parser.add_argument("paths", nargs="+", metavar="PATH", help="folders, and .yaml or .feature files")
    parser.add_argument(
        "--to", choices=get_args(Language), help="only what is not in this language yet (default: each into the other)"
    )
    parser.add_argument(
        "--output", type=Path, metavar="DIR", help="the folder to write to; without it a single story is printed"
    )


def execute(options: Namespace) -> int:
    stories = [story for story in _stories(options.paths) if options.to in (None, story.language)]
    if not stories:
        raise UsageError(f"nothing to convert: no story in {' '.join(options.paths)}")
    if options.output is None and len(stories) > 1:
        raise UsageError(f"{counted(len(stories), 'story', 'stories')}: name a folder to write them to with --output")
    texts = _converted(stories, options.output)
    if options.output is None:
        print(*texts.values(), end="")
        return HOLDS
    for path, text in texts.items():
        write_file(path, text.encode())
        print(path)
    return HOLDS


def _stories(paths: Sequence[str]) -> list[_Story]:
    """Every story of the files, or all that is wrong with them."""
    problems = Problems()
    found = selected(paths)
    stories = [story for path in found.files for story in _read(path, problems)]
    problems.raise_if_any()
    return stories


def _read(path: Path, problems: Problems) -> Iterator[_Story]:
    if path.suffix != SUFFIXES["gherkin"]:
        scenario = compile_yaml(path, problems)
        if scenario is not None:
            yield _Story(path, scenario, path.stem)
        return
    for written in read_feature(path, problems):
        compiled = compile_written(written, problems)
        if compiled is not None:
            yield _Story(path, compiled, _stem(compiled.name))


def _stem(name: str) -> str:
    """The scenario's name as that of a file: `late_webhook_20_minutes`."""
    return "_".join(re.findall(r"\w+", name.lower())) or "story"


def _converted(stories: Sequence[_Story], folder: Path | None) -> dict[Path, str]:
    """The text of each file to be written; what can't be said of any of the stories is told together."""
    refused = Problems()
    texts: dict[Path, str] = {}
    for story in stories:
        path = _path(story, folder, texts)
        try:
            texts[path] = written_as(story.language, story.scenario, path)
        except DefinitionError as error:
            refused.extend(problem for problem in error.problems if isinstance(problem, Problem))
    refused.raise_if_any()
    return texts


def _path(story: _Story, folder: Path | None, taken: dict[Path, str]) -> Path:
    """Where the story goes: into the folder, or as if beside what it comes from; two never get one file."""
    suffix = SUFFIXES[story.language]
    if folder is None:
        return story.source.with_suffix(suffix)
    path, number = folder / f"{story.stem}{suffix}", 1
    while path in taken:
        number += 1
        path = folder / f"{story.stem}_{number}{suffix}"
    if path.exists():
        raise UsageError(f"{path} is there already and is left as it is; choose another folder")
    return path
