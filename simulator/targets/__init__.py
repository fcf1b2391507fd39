"""Where deliveries go: an emulator in this process, or one that is running on this machine."""

from simulator.errors import UsageError
from simulator.targets.embedded import NAME as EMBEDDED
from simulator.targets.embedded import embedded
from simulator.targets.silence import silence_words
from simulator.targets.target import Target, Targets
from simulator.wire.control_answers import EffectRow, JournalEntry

__all__ = ["EMBEDDED", "EffectRow", "JournalEntry", "Target", "Targets", "open_target", "silence_words"]


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
