"""`simulator record`: what came in at a running emulator as a story that sends it again and expects what was seen.

The story is run before it is given out: one that does not hold is not written. No real address, phone number or secret
is in it.
"""

import sys
from argparse import ArgumentParser, Namespace
from contextlib import AbstractContextManager
from pathlib import Path
from typing import get_args

from simulator.cli.convert import SUFFIXES
from simulator.cli.publishing import write_file
from simulator.cli.run import HOLDS
from simulator.cli.why import add_standing_options, opened_standing
from simulator.engine import counted, run_scenario
from simulator.errors import SafetyError, UsageError
from simulator.language import Language, written_as
from simulator.recording import Recording, real_contacts, recorded
from simulator.scenario import Scenario
from simulator.targets import EMBEDDED, StandingWorkspace, open_target


def add_options(parser: ArgumentParser) -> None:
    add_standing_options(parser)
    parser.add_argument(
        "--as", dest="language", choices=get_args(Language), default="yaml", help="the language (default: yaml)"
    )
    parser.add_argument(
        "--gherkin", dest="language", action="store_const", const="gherkin", help="short for --as gherkin"
    )
    parser.add_argument("--name", default="What came in", metavar="TEXT", help="what the story is called")
    parser.add_argument("--output", type=Path, metavar="FILE", help="where to write it; without it it is printed")


def execute(options: Namespace) -> int:
    path = options.output or Path(f"recorded{SUFFIXES[options.language]}")
    if options.output is not None and path.exists():
        raise UsageError(f"{path} is there already and is left as it is; choose another file")
    standing: AbstractContextManager[StandingWorkspace] = opened_standing(options)
    with standing as workspace:
        recording = recorded(workspace, name=options.name, state=options.state)
    _tell(recording)
    _check_holds(recording.scenario)
    text = written_as(options.language, recording.scenario, path)
    _check_nobody_is_in(text)
    if options.output is None:
        print(text, end="")
    else:
        write_file(path, text.encode())
        print(path)
    return HOLDS


def _tell(recording: Recording) -> None:
    """What is not as it came, on stderr."""
    for call in recording.left_out:
        print(f"left out: {call}: a story cannot send it, or its body was cut", file=sys.stderr)
    if recording.mask.left_out:
        print(f"left out as secrets: {', '.join(sorted(recording.mask.left_out))}", file=sys.stderr)
    if recording.mask.replaced:
        replaced = counted(recording.mask.replaced, "value")
        print(f"replaced {replaced} that may be somebody's by made-up ones", file=sys.stderr)


def _check_holds(scenario: Scenario) -> None:
    with open_target(EMBEDDED) as targets:
        verdict = run_scenario(scenario, targets)
    if verdict.failures:
        failures = [f"  expected {failure.expected}, found {failure.found}" for failure in verdict.failures]
        lines = "\n".join(failures)
        raise UsageError(f"the story does not end as it did when it is run again, and is not written:\n{lines}")


def _check_nobody_is_in(text: str) -> None:
    """A second look, at what is about to be written."""
    found = sorted(set(real_contacts(text)))
    if found:
        raise SafetyError(f"the story still holds {', '.join(found)}, which may be somebody's, and is not written")
