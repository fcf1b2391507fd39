"""Manual segments: their members are put in and taken out by calls, and by nothing else."""

from simulator.operations import AddToSegment, RemoveFromSegment
from simulator.workspace.changes import ListTouched
from simulator.workspace.effects import Ignored, SegmentEntered, SegmentLeft
from simulator.workspace.facts import Facts


def list_members(facts: Facts, operation: AddToSegment | RemoveFromSegment) -> None:
    """Put people into a manual segment or take them out; unknown ones are passed over.

    Rules: segments.manual.stable, segments.manual.unknown-ids. A call that takes effect later may find the segment
    gone (segments.manual.404).
    """
    if operation.segment not in facts.lists:
        facts.tell(Ignored(f"no manual segment is called '{operation.segment}'", "segments.manual.404"))
        return
    members = facts.lists[operation.segment]
    adding = isinstance(operation, AddToSegment)
    changed = False
    for person in filter(None, map(facts.directory.find, operation.people)):
        if (person.key in members) is adding:
            continue
        changed = True
        if adding:
            members[person.key] = facts.operation
            facts.tell(SegmentEntered(person.cio_id, operation.segment))
        else:
            del members[person.key]
            facts.tell(SegmentLeft(person.cio_id, operation.segment))
        facts.changes.append(ListTouched(person, operation.segment))
    if not changed:
        facts.tell(Ignored("nobody's membership changed", "segments.manual.unknown-ids"))
