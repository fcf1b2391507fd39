"""What a run found: a verdict for each scenario, with every expectation that did not hold and why.

A failed expectation is a value, never an exception inside the engine; the pytest edge raises once.
"""

from dataclasses import dataclass

from simulator.documents import Place
from simulator.engine.chronicle import Chronicle
from simulator.scenario import NO_ORIGIN, Origin


@dataclass(frozen=True, slots=True)
class Failure:
    """One expectation that did not hold, ready to read: at most 25 lines when printed with its verdict.

    `expected` and `found` stand beside each other; `timeline` is the shopper's, oldest first; `decided` says which
    delivery and which rule decided, `shoppers` whom it is about.
    """

    place: Place
    sentence: str
    expected: str
    found: str
    timeline: tuple[str, ...] = ()
    decided: tuple[str, ...] = ()
    shoppers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one scenario went.

    `replay` is the command that runs it again, `seconds` are of real time, `passed` counts the checks that held;
    `chronicle` is there when it was asked for, `trace` names the file in which one was written.
    """

    name: str
    place: Place
    story: str
    seed: int
    target: str
    passed: int
    failures: tuple[Failure, ...]
    seconds: float
    replay: str
    people: int = 0
    deliveries: int = 0
    origin: Origin = NO_ORIGIN
    chronicle: Chronicle | None = None
    trace: str = ""

    @property
    def holds(self) -> bool:
        """Whether every expectation held."""
        return not self.failures


class ExpectationFailed(AssertionError):
    """Raised once, at the pytest edge, with the text of the failure."""
