"""`simulator steps`: the vocabulary of features with what other packages bring, and what a project adds to it.

`list` and `search` tell what can be said, `lint` what is wrong with a project's own steps, with what packages bring and
with its sentences, `unused` which of its own steps no feature says.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from pathlib import Path
from textwrap import indent

from simulator.cli.rehearsal import compiled_stories
from simulator.cli.run import HOLDS, NOTHING_RAN
from simulator.cli.selection import Selection, selected
from simulator.documents import Problems
from simulator.engine import counted
from simulator.gherkin.own_steps import OwnStep, faults, steps_of_project
from simulator.language import Phrase, all_phrases, phrases_like, stubs

FOUND = 1
"""The exit status where something was looked for that should not be there."""
_KEYWORDS = ("given", "when", "then")


def add_options(parser: ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="list|search|lint|unused")
    listing = actions.add_parser("list", help="every sentence and what it means", allow_abbrev=False)
    listing.add_argument("--keyword", choices=_KEYWORDS, help="only those that stand under this one")
    listing.add_argument("--stubs", metavar="FILE", type=Path, help="write them as a Python file that editors read")
    search = actions.add_parser("search", help="the sentences with these words, or most like them", allow_abbrev=False)
    search.add_argument("words", nargs="+", metavar="WORD", help="what you would say")
    for name, does in (
        ("lint", "look at the project's own steps, and at every sentence of its features"),
        ("unused", "the project's own steps that no feature says"),
    ):
        looking = actions.add_parser(name, help=does, allow_abbrev=False)
        looking.add_argument("paths", nargs="*", metavar="PATH", help="features or folders (default: features/)")


def execute(options: Namespace) -> int:
    match options.action:
        case "search":
            return _search(" ".join(options.words))
        case "lint":
            return _lint(selected(options.paths))
        case "unused":
            return _unused(selected(options.paths))
        case _:
            return _list(getattr(options, "keyword", None), getattr(options, "stubs", None))


def _list(keyword: str | None, stub_file: Path | None) -> int:
    if stub_file is not None:
        stub_file.write_text(stubs(), encoding="utf-8")
        print(f"{stub_file}: {counted(len(all_phrases()), 'sentence')}, for editors; nothing imports it")
        return HOLDS
    for one in _KEYWORDS if keyword is None else (keyword,):
        _print(phrase for phrase in all_phrases() if phrase.keyword == one)
    return HOLDS


def _search(words: str) -> int:
    found = phrases_like(words)
    if not found:
        print(f"no sentence is like '{words}'; `simulator steps list` tells all", file=sys.stderr)
        return FOUND
    _print(found)
    return HOLDS


def _print(phrases: Iterable[Phrase]) -> None:
    for phrase in phrases:
        print(f"{phrase.keyword.title()} {phrase}")
        print(indent(phrase.help, "    "))
        if phrase.columns is not None:
            print(f"    Table: {phrase.columns}")
        if phrase.origin:
            print(f"    From: {phrase.origin}")


def _lint(selection: Selection) -> int:
    brought = [phrase for phrase in all_phrases() if phrase.origin]
    problems = Problems()
    own = steps_of_project(selection.features)
    problems.extend(faults(own))
    stories = compiled_stories(Selection(selection.features), problems)
    problems.raise_if_any()
    packages = f", {counted(len(brought), 'sentence')} of other packages" if brought else ""
    print(f"{counted(stories, 'story', 'stories')}, {counted(len(own), 'step')} of your own{packages}: no problems")
    return HOLDS if stories or own or brought else NOTHING_RAN


def _unused(selection: Selection) -> int:
    own = steps_of_project(selection.features)
    unused: list[OwnStep] = [step for step in own if not step.is_used]
    for step in unused:
        print(f"{step.place}: {step}")
    print(f"{len(unused)} of {counted(len(own), 'step')} of your own stand in no feature", file=sys.stderr)
    return FOUND if unused else HOLDS
