"""The rules of the real product that the emulator follows: what each says, where it was found, how sure that is."""

from functools import cache
from typing import Literal, get_args

import msgspec

from simulator.parity.listing import entries

Grade = Literal["documented", "measured", "read-in-code", "inferred", "unknown"]

GRADES: tuple[Grade, ...] = get_args(Grade)
"""The surest first."""


class Rule(msgspec.Struct, frozen=True, gc=False, kw_only=True, forbid_unknown_fields=True):
    """One rule; `setting` is the name of the setting that chooses it, `note` the other reading or a limit."""

    family: str
    id: str
    says: str
    source: str
    grade: Grade
    setting: str | None = None
    note: str | None = None


@cache
def rules() -> tuple[Rule, ...]:
    """All of them, by family.

    >>> rules()[0].id
    'identity.create'
    """
    return tuple(msgspec.convert(entries("rules.yaml"), list[Rule]))
