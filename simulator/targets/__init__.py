"""Where deliveries go: an emulator in this process, or one that is running on this machine."""

from collections.abc import Iterator
from contextlib import contextmanager

from simulator.errors import UsageError
from simulator.targets.embedded import NAME as EMBEDDED
from simulator.targets.embedded import embedded
from simulator.targets.foreign import ForeignCall, foreign_calls
from simulator.targets.silence import silence_words
from simulator.targets.standing import DEFAULT, StandingWorkspace
from simulator.targets.target import Target, Targets
from simulator.targets.telling import Answered, Delivered, LookedAt, Reached, Telling
from simulator.wire.control_answers import EffectRow, FiredRow, JournalEntry

__all__ = [
    "DEFAULT",
    "EMBEDDED",
    "Answered",
    "Delivered",
    "EffectRow",
    "FiredRow",
    "ForeignCall",
    "JournalEntry",
    "LookedAt",
    "Reached",
    "StandingWorkspace",
    "Target",
    "Targets",
    "Telling",
    "foreign_calls",
    "open_standing",
    "open_target",
    "silence_words",
]


def open_target(address: str) -> Targets:
    """The target that `--target` names: `embedded`, or the URL of a running emulator; entering it finds it there.

    Raises:
        UsageError: nothing is called so.
        SafetyError: the address is not of this machine.
    """
    if address == EMBEDDED:
        return embedded()
    if "://" in address:
        from simulator.targets.remote import remote  # noqa: PLC0415 - an HTTP client that embedded runs do without

        return remote(address)
    raise UsageError(f"no target is called '{address}'; write {EMBEDDED}, or an address such as http://127.0.0.1:8025")


@contextmanager
def open_standing(address: str, name: str) -> Iterator[StandingWorkspace]:
    """The workspace called `name` of the emulator that runs at `address`, for as long as the block lasts.

    Raises:
        UsageError: that is no address.
        SafetyError: the address is not of this machine.
        TargetError: nobody answers there.
    """
    from simulator.targets.remote import remote  # noqa: PLC0415 - an HTTP client that embedded runs do without

    with remote(address) as emulator:
        yield emulator.standing(name)
