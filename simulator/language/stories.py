"""Files that hold stories: which YAML is a scenario, told without reading it as YAML, and how a path is shown.

A scenario stands beside other YAML, so a folder is searched for those with a `scenario:`; one that forgot or misspelt
it is still told by its journey or its expectations, so that its problem is reported and not passed over.
"""

import re
from pathlib import Path

_MARK = re.compile(r"^(?:scenario|journey|expect)\s*:", re.MULTILINE)


def is_story(path: Path) -> bool:
    """Whether the YAML file is meant as a scenario; a file that can't be read is not."""
    try:
        return _MARK.search(path.read_text(encoding="utf-8-sig", errors="replace")) is not None
    except OSError:
        return False


def shown_path(path: Path) -> Path:
    """The path as messages show it: relative where it is in the present folder, else absolute."""
    here, there = Path.cwd(), path.absolute()
    return there.relative_to(here) if there.is_relative_to(here) else there
