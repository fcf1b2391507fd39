"""Files that hold stories: which YAML is a scenario, and how a path is shown.

A scenario stands beside other YAML, so a folder is searched for those with a `scenario:`; one that forgot or misspelt
it is still told by its journey or its expectations, and one that is no YAML at all by its folder, `scenarios`, so that
its problem is reported and not passed over.
"""

import re
from pathlib import Path

from simulator.documents import Problems, load_file

_FOLDER = "scenarios"
_MARK = re.compile(r"""^(?:\{\s*)?["']?(?:scenario|journey|expect)["']?\s*:""", re.MULTILINE)


def is_story(path: Path) -> bool:
    """Whether the YAML file is meant as a scenario; a file that can't be opened is not."""
    try:
        written = path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return False
    return _MARK.search(written) is not None or (_FOLDER in path.absolute().parts and not _is_yaml(path))


def _is_yaml(path: Path) -> bool:
    problems = Problems()
    load_file(path, problems)
    return not problems


def shown_path(path: Path) -> Path:
    """The path as messages show it: relative where it is in the present folder, else absolute."""
    here, there = Path.cwd(), path.absolute()
    return there.relative_to(here) if there.is_relative_to(here) else there
