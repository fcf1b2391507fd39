"""The workspace as a pure state machine: operations in, effects out, answers on reading."""

from simulator.workspace.answers import (
    AttributeFact,
    EventFact,
    MemberAnswer,
    MembershipChange,
    MessageAnswer,
    PersonAnswer,
    SegmentAnswer,
)
from simulator.workspace.definition import Definition, read_definition
from simulator.workspace.identifiers import lookup_form
from simulator.workspace.machine import Logged, Machine, Outcome

__all__ = [
    "AttributeFact",
    "Definition",
    "EventFact",
    "Logged",
    "Machine",
    "MemberAnswer",
    "MembershipChange",
    "MessageAnswer",
    "Outcome",
    "PersonAnswer",
    "SegmentAnswer",
    "lookup_form",
    "read_definition",
]
