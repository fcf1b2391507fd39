"""Which segments a workspace has, each with the number that the APIs call it by.

A definition sets segments up, and calls make and delete them. A number is given once in the life of a workspace: a
deleted segment's is nobody's again, and the others keep theirs. Another definition keeps the numbers of the names that
stay, and what a call made; a name that it brings back counts as new. A reset begins a new life, with 1.
"""

from collections.abc import Mapping

import msgspec
from msgspec.structs import replace

from simulator.instants import Instant
from simulator.workspace.segments.conditions import Condition

Conditions = Mapping[str, Condition | None]
"""Segment to its condition; a manual one has none."""


class Registered(msgspec.Struct, frozen=True, gc=False):
    """What is known of a segment beside its condition; `by_call` where a call made it, and no definition since."""

    number: int
    created_at: Instant
    updated_at: Instant
    """When it last got another condition."""
    description: str = ""
    by_call: bool = False


class Register:
    """The segments that are there, by name, in the order of their numbers; `made` is how many ever were."""

    def __init__(self, segments: Mapping[str, Registered] | None = None, *, made: int = 0) -> None:
        self.segments = dict(segments or {})
        self.made = made

    def define(self, conditions: Conditions, *, before: Conditions, at: Instant) -> None:
        """Have these segments, beside those that calls made; `before` are the conditions until now."""
        held = {name: one for name, one in self.segments.items() if name in conditions or one.by_call}
        for name, condition in conditions.items():
            if name not in held:
                held[name] = self._numbered(at)
            else:
                updated_at = held[name].updated_at if name in before and before[name] == condition else at
                held[name] = replace(held[name], updated_at=updated_at, by_call=False)
        self.segments = held

    def create(self, name: str, description: str, *, at: Instant) -> int:
        """Have a manual segment of that name, which is free; its number."""
        assert name not in self.segments, "names are taken once"
        self.segments[name] = one = replace(self._numbered(at), description=description, by_call=True)
        return one.number

    def delete(self, name: str) -> int:
        """Have no segment of that name; the number that it had."""
        return self.segments.pop(name).number

    def empty(self) -> None:
        """Have none, and number from 1 again."""
        self.segments.clear()
        self.made = 0

    def conditions(self, defined: Conditions) -> dict[str, Condition | None]:
        """The condition of each segment that is there: as defined, or none where a call made it under whatever name."""
        return {name: None if one.by_call else defined[name] for name, one in self.segments.items()}

    def _numbered(self, at: Instant) -> Registered:
        self.made += 1
        return Registered(self.made, at, at)
