"""The workspace as a pure state machine: operations in, effects out, answers on reading."""

from simulator.workspace.answers import (
    ActivityAnswer,
    AttributeFact,
    DeviceFact,
    EventFact,
    ListedAnswer,
    LossFact,
    MemberAnswer,
    MembershipChange,
    MergeFact,
    MessageAnswer,
    PersonAnswer,
    RelationFact,
    SegmentAnswer,
)
from simulator.workspace.definition import Definition, read_definition
from simulator.workspace.identifiers import lookup_form
from simulator.workspace.machine import Logged, Machine, Outcome

__all__ = [
    "ActivityAnswer",
    "AttributeFact",
    "Definition",
    "DeviceFact",
    "EventFact",
    "ListedAnswer",
    "Logged",
    "LossFact",
    "Machine",
    "MemberAnswer",
    "MembershipChange",
    "MergeFact",
    "MessageAnswer",
    "Outcome",
    "PersonAnswer",
    "RelationFact",
    "SegmentAnswer",
    "lookup_form",
    "read_definition",
]
