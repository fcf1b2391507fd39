"""The outermost door: the command line in, an exit status out.

Only the chosen command's module is imported, so that `simulator --help` answers at once. What the user can act on is
printed without a traceback; everything else is a fault of ours, and says how to report it.
"""

import argparse
import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import Protocol, cast

from simulator import __version__
from simulator.errors import SimulatorError

COMMANDS = {
    "init": "write the files of a new project",
    "demo": "run the bundled stories and say what each shows",
    "run": "compile and run scenarios and features",
    "check": "compile scenarios, features and workspaces, run nothing",
    "serve": "the emulator over HTTP",
    "why": "say whether a person is in a segment, since when and why",
    "steps": "the sentences of features, and the steps of a project's own",
    "schema": "print the JSON Schema of a file, for editors",
    "doctor": "look whether this machine has what is needed",
}
FAULT_OF_OURS = 70
INTERRUPTED = 130
UNREAD = 141
"""What a shell reports of a command whose reader has gone."""


class Command(Protocol):
    """What the module of a command offers."""

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Describe what the command takes."""

    def execute(self, options: argparse.Namespace) -> int:
        """Do it, and give the exit status."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line (by default the process's own) and give its exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        options = _parser(words).parse_args(words)
        return _executed(options)
    except SystemExit as over:  # argparse has printed its help, or what is wrong
        return int(over.code or 0)
    except SimulatorError as error:
        return _reported(error, words)
    except BrokenPipeError:
        return _unread()
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001  # the outermost door; nothing may pass it unexplained
        return _fault(error, words)


def _executed(options: argparse.Namespace) -> int:
    status = _module(options.command).execute(options)
    sys.stdout.flush()  # here, where it can still be told that nobody reads
    return status


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="simulator", description="A test harness and QA simulator for Customer.io data.", allow_abbrev=False
    )
    parser.add_argument("--version", action="version", version=f"simulator {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, summary in COMMANDS.items():
        command = commands.add_parser(name, help=summary, description=summary, allow_abbrev=False)
        if name in words[:1]:
            _module(name).add_options(command)
            command.add_argument("--debug", action="store_true", help="show the traceback of what goes wrong")
    return parser


def _module(command: str) -> Command:
    return cast("Command", import_module(f"simulator.cli.{command}"))


def _reported(error: SimulatorError, words: Sequence[str]) -> int:
    print(error, file=sys.stderr)
    if "--debug" in words:
        traceback.print_exception(error)
    return error.exit_status


def _unread() -> int:
    """Nobody reads on, as where the output goes to `head`: end in silence, as other commands do."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return UNREAD


def _fault(error: Exception, words: Sequence[str]) -> int:
    if "--debug" in words:
        traceback.print_exception(error)
    print(
        f"simulator {__version__} has a fault: {type(error).__name__}: {error}\n"
        "This is not your doing. Please report it with the command you typed and what the same command prints "
        "with --debug.",
        file=sys.stderr,
    )
    return FAULT_OF_OURS
