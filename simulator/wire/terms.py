"""What of a workspace the wire formats depend on: its kinds of identifiers, and its segments by number.

Paths hold the number of a segment where operations name it, and the shape of a path's value says which kind of
identifier it is, as far as the workspace allows that kind.
"""

from typing import Literal

import msgspec

from simulator.workspace import Definition


class SegmentTerm(msgspec.Struct, frozen=True, gc=False):
    """A segment as paths see it."""

    name: str
    type: Literal["dynamic", "manual"]


class Terms(msgspec.Struct, frozen=True):
    """`segments` is keyed by the number that the APIs use, as paths write it."""

    identifiers: tuple[Literal["id", "email"], ...] = ("id", "email")
    segments: dict[str, SegmentTerm] = {}

    def number_of(self, segment: str) -> str | None:
        """The number of the segment called `segment`, if there is one."""
        return next((number for number, term in self.segments.items() if term.name == segment), None)


def terms_of(definition: Definition) -> Terms:
    """The terms of a workspace that is set up like that: segments count from 1 in the order of their definition."""
    segments = {
        str(number): SegmentTerm(name, "manual" if condition is None else "dynamic")
        for number, (name, condition) in enumerate(definition.segments.items(), 1)
    }
    return Terms(definition.settings.identifiers, segments)
