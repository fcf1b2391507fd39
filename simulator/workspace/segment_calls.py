"""Segments that calls make and delete; what a segment is called by and since when, the register holds.

What names a deleted segment stays as it is written: nobody is in a segment that is not there, so it finds an empty one,
or the one that is made under that name later.
"""

from simulator.operations import CreateSegment, DeleteSegment
from simulator.workspace.definition import Definition, named_by
from simulator.workspace.effects import Rejected, SegmentCreated, SegmentDeleted, SegmentLeft
from simulator.workspace.facts import Facts
from simulator.workspace.segments.register import Register
from simulator.workspace.segments.watch import Watch


def create(facts: Facts, register: Register, operation: CreateSegment) -> None:
    """Have one more manual segment, unless one is called so: definitions name segments."""
    name = operation.name
    if name in register.segments:
        facts.tell(Rejected(f"a segment is called '{name}' already", "app.seg.name-taken"))
        return
    number = register.create(name, operation.description, at=facts.now)
    facts.tell(SegmentCreated(name, number))


def delete(facts: Facts, register: Register, watch: Watch, definition: Definition, operation: DeleteSegment) -> None:
    """Let everybody leave the segment, which is there no more, unless the settings keep it."""
    name, refusal = operation.name, _refusal(operation.name, definition)
    if refusal is not None:
        facts.tell(refusal)
        return
    left = [person for person in facts.directory if watch.membership(name, person, facts.now).holds]
    watch.end(name, left)
    for person in left:
        facts.tell(SegmentLeft(person.cio_id, name))
    facts.tell(SegmentDeleted(name, register.delete(name)))


def _refusal(name: str, definition: Definition) -> Rejected | None:
    """Why the segment of that name stays; nothing if it may go."""
    if name not in definition.segments:
        return Rejected(f"no segment is called '{name}'", "app.seg.delete-204")
    settings, users = definition.settings, _users(name, definition)
    if definition.segments[name] is not None and settings.app_seg_delete_dynamic == "error_400":
        return Rejected(f"'{name}' is a data-driven segment; only manual ones can be deleted", "app.seg.delete-dynamic")
    if users and settings.app_seg_delete_in_use == "error_409":
        return Rejected(f"'{name}' is in use by {', '.join(users)}", "app.seg.delete-used")
    return None


def _users(name: str, definition: Definition) -> list[str]:
    """What names the segment, for a reader."""
    campaigns = [f"campaign '{one.name}'" for one in definition.campaigns.values() if name in named_by(one.filter)]
    segments = [f"segment '{other}'" for other, asked in definition.segments.items() if name in named_by(asked)]
    return campaigns + segments
