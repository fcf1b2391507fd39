"""What of a workspace the wire formats depend on: kinds of identifiers, its own number, and what else has a number.

Paths hold the number of a segment where operations name it, and the shape of a path's value says which kind of
identifier it is, as far as the workspace allows that kind.
"""

from typing import Literal

import msgspec

from simulator.workspace import Definition
from simulator.workspace.campaigns.campaign import Campaign
from simulator.workspace.campaigns.transactional import Template
from simulator.workspace.settings import IdentifierSet

OrderField = Literal["any_name", "strict_2025", "strict_2026"]
"""Which names of an update's time Track v2 takes."""
CioIdForm = Literal["both", "bare", "prefixed"]
"""How Track v2 takes a cio_id: with the prefix `cio_`, without, or either way."""


class SegmentTerm(msgspec.Struct, frozen=True, gc=False):
    """A segment as paths see it."""

    name: str
    type: Literal["dynamic", "manual"]


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
    faults_listed: Literal["first", "all"] = "first"
    """How many faults of one operation Track v2 tells."""
    cio_id_form: CioIdForm = "both"
    id_with_cio_prefix: Literal["id", "cio_id"] = "id"
    """What Track v2 makes of an `id` with the prefix `cio_`."""
    v1_envelope: Literal["error", "errors"] = "error"
    """What holds the text of a refusal of Track v1, where it is not known."""
    unauthorized_text: str = "Unauthorized request"
    unknown_route: Literal["json_404", "html_404"] = "json_404"
    """What a path of Track answers that nobody documents."""
    campaigns: dict[str, Campaign] = {}
    transactional: dict[str, Template] = {}

    def number_of(self, segment: str) -> str | None:
        """The number of the segment called `segment`, if there is one."""
        return next((number for number, term in self.segments.items() if term.name == segment), None)


def terms_of(definition: Definition, *, workspace: int = 1) -> Terms:
    """The terms of a workspace that is set up like that: segments count from 1 in the order of their definition."""
    segments = {
        str(number): SegmentTerm(name, "manual" if condition is None else "dynamic")
        for number, (name, condition) in enumerate(definition.segments.items(), 1)
    }
    settings = definition.settings
    return Terms(
        settings.identifiers,
        segments,
        settings.order_field,
        workspace,
        kilobyte=settings.limits_kilobyte,
        oversize_status=settings.errors_oversize_status,
        batch_all_bad=settings.v2_batch_all_bad,
        faults_listed=settings.v2_several_errors_per_item,
        cio_id_form=settings.v2_cio_id_prefix,
        id_with_cio_prefix=settings.v2_id_with_cio_prefix,
        v1_envelope=settings.errors_v1_envelope,
        unauthorized_text=settings.errors_unauthorized_text,
        unknown_route=settings.track_unknown_route,
        campaigns={str(number): campaign for number, campaign in enumerate(definition.campaigns.values(), 1)},
        transactional={str(template.number): template for template in definition.transactional.values()},
    )
