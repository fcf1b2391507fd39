"""The error families a user can meet, each with the exit status of `simulator run`.

A failed expectation is not an error: it is a verdict. These are for what keeps a run from being judged at all.
"""

from collections.abc import Sequence
from typing import ClassVar, Protocol


class Finding(Protocol):
    """What a definition error holds: something that prints itself with file, line, column and advice."""

    def __str__(self) -> str: ...


class SimulatorError(Exception):
    """Something the user can act on; printed without a traceback."""

    exit_status: ClassVar[int] = 2


class UsageError(SimulatorError):
    """The command line asks for something that cannot be."""


class DefinitionError(SimulatorError):
    """A YAML, JSON or feature file is wrong; `problems` has every finding, in the order of the text."""

    def __init__(self, problems: Sequence[Finding]) -> None:
        self.problems: tuple[Finding, ...] = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class TargetError(SimulatorError):
    """The target cannot be reached, or answered something that no emulator answers."""

    exit_status = 3


class SafetyError(SimulatorError):
    """A guard said no: the address is not loopback and not a named staging host."""

    exit_status = 3
