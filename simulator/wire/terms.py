"""What of a workspace the wire formats depend on: kinds of identifiers, its own number, and what else has a number.

Paths hold the number of a segment where operations name it, and the shape of a path's value says which kind of
identifier it is, as far as the workspace allows that kind.
"""

from typing import Literal

import msgspec

from simulator.instants import Instant
from simulator.workspace import Definition
from simulator.workspace.campaigns.campaign import Campaign
from simulator.workspace.campaigns.transactional import Template
from simulator.workspace.segments.register import Register, Registered
from simulator.workspace.settings import IdentifierSet, Settings

OrderField = Literal["any_name", "strict_2025", "strict_2026"]
"""Which names of an update's time Track v2 takes."""
SegmentType = Literal["dynamic", "manual"]


class SegmentTerm(msgspec.Struct, frozen=True, gc=False):
    """A segment as the APIs see it."""

    name: str
    type: SegmentType
    description: str = ""
    created_at: Instant = 0
    updated_at: Instant = 0


class Terms(msgspec.Struct, frozen=True):
    """`segments` and the like are keyed by the number that the APIs use, as paths write it.

    `workspace` is the workspace's own number.
    """

    identifiers: IdentifierSet = ("id", "email")
    segments: dict[str, SegmentTerm] = {}
    order_field: OrderField = "any_name"
    workspace: int = 1
    kilobyte: int = 1_024
    """How many bytes a documented KB has."""
    oversize_status: int = 400
    batch_all_bad: int = 207
    """What a batch answers when none of its items is taken."""
    campaigns: dict[str, Campaign] = {}
    transactional: dict[str, Template] = {}
    settings: Settings = Settings()
    """What the owner chose of the APIs' answers, under the settings' own names."""

    def number_of(self, segment: str) -> str | None:
        """The number of the segment called `segment`, if there is one."""
        return next((number for number, term in self.segments.items() if term.name == segment), None)


def terms_of(definition: Definition, register: Register | None = None, *, workspace: int = 1) -> Terms:
    """The terms of a workspace that is set up like that.

    Without `register` it is a new one: segments count from 1 in the order of their definition.
    """
    if register is None:
        register = Register()
        register.define(definition.segments, before={}, at=0)
    settings = definition.settings
    return Terms(
        settings.identifiers,
        {str(one.number): _segment(name, one, definition) for name, one in register.segments.items()},
        settings.order_field,
        workspace,
        kilobyte=settings.limits_kilobyte,
        oversize_status=settings.errors_oversize_status,
        batch_all_bad=settings.v2_batch_all_bad,
        campaigns={str(number): campaign for number, campaign in enumerate(definition.campaigns.values(), 1)},
        transactional={str(template.number): template for template in definition.transactional.values()},
        settings=settings,
    )


def _segment(name: str, one: Registered, definition: Definition) -> SegmentTerm:
    kind: SegmentType = "manual" if definition.segments[name] is None else "dynamic"
    return SegmentTerm(name, kind, one.description, one.created_at, one.updated_at)
