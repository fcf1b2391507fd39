"""What a workspace of the real product lets its owner choose, and what is unknown or disputed about it.

Longer than the settings that this version honours: the others are named so that nobody takes them for granted.
"""

from functools import cache

import msgspec

from simulator.parity.listing import entries
from simulator.values import Json


class ListedSetting(msgspec.Struct, frozen=True, gc=False, kw_only=True, forbid_unknown_fields=True):
    """One setting: `values` are those it takes as `workspace.yaml` writes them, `any ...` for a free one."""

    family: str
    name: str
    default: Json
    values: tuple[Json, ...]
    decides: str
    why: str


@cache
def listed_settings() -> tuple[ListedSetting, ...]:
    """All of them, by family."""
    return tuple(msgspec.convert(entries("settings.yaml"), list[ListedSetting]))
