"""Whether a segment may be deleted: the App API documents it of a manual one, and of what else names it nothing.

What names a deleted segment stays as it is written: nobody is in a segment that is not there, so it finds an empty one.
"""

from simulator.workspace.definition import Definition, named_by
from simulator.workspace.effects import Rejected


def refusal(name: str, definition: Definition) -> Rejected | None:
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
