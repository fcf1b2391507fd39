"""A merge of Ada's account with the orphan of her other email, and what it lost."""

from collections.abc import Mapping

from simulator.operations import Merge
from simulator.values import Json
from simulator.workspace import Machine, PersonAnswer
from tests.builders import START, a_workspace, identify, named, person

ADA, WORK = "ada@example.com", "ada@example.net"


def merge(primary: str = "u1", secondary: str = WORK) -> Merge:
    return Merge(named(primary), named(secondary))


def two(
    primary: Mapping[str, Json] | None = None,
    secondary: Mapping[str, Json] | None = None,
    *,
    settings: Mapping[str, Json] | None = None,
) -> Machine:
    """Ada's account `u1` with her email, and the orphan of her other email."""
    return a_workspace(
        identify("u1", {"email": ADA, **(primary or {})}), identify(WORK, secondary or {}), settings=settings
    )


def merged(machine: Machine, *, at: int = START) -> PersonAnswer:
    machine.apply(merge(), at=at)
    return person(machine, "u1")


def losses(machine: Machine) -> list[tuple[str, str, Json, Json, str]]:
    """What the survivor's last merge lost."""
    return [
        (loss.kind, loss.name, loss.value, loss.kept, loss.rule) for loss in person(machine, "u1").merges[-1].losses
    ]


def events(machine: Machine, who: str = "u1") -> list[str]:
    return [event.name for event in person(machine, who).events]
