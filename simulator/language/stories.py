"""Which YAML files are scenarios: a look at their first column, without reading them as YAML.

A scenario stands beside other YAML, so a folder is searched for those with a `scenario:`; one that forgot or misspelt
it is still told by its journey or its expectations, so that its problem is reported and not passed over.
"""

import re
from pathlib import Path

_MARK = re.compile(r"^(?:scenario|journey|expect)\s*:", re.MULTILINE)


def is_story(path: Path) -> bool:
    """Whether the file is meant as a scenario; a file that can't be read is not."""
    try:
        return _MARK.search(path.read_text(encoding="utf-8-sig", errors="replace")) is not None
    except OSError:
        return False
