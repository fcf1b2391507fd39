"""Which tests hold which rules: pytest itself collects them, so that the mark of a single row of a table counts too.

Collecting happens in a process of its own, because pytest loads the project as it finds it.
"""

import subprocess
import sys
from collections import defaultdict
from contextlib import redirect_stdout
from pathlib import Path

import msgspec
import pytest

ROOT = Path(__file__).parent.parent

MarkedTests = dict[str, dict[str, list[str]]]
"""Rule to the files that hold it, and the test functions in them."""


class Marks:
    """A pytest plugin that notes the rules of every test it sees."""

    def __init__(self) -> None:
        self.found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        for item in session.items:
            name = item.originalname if isinstance(item, pytest.Function) else item.name
            for mark in item.iter_markers("rule"):
                self.found[mark.args[0]][item.path.relative_to(ROOT).as_posix()].add(name)


def marked_tests() -> MarkedTests:
    """Every rule that a mark names, in the order of ids; a suite that cannot be collected is an error."""
    collecting = subprocess.run(
        [sys.executable, __file__], capture_output=True, text=True, cwd=ROOT, check=False, encoding="utf-8"
    )
    assert collecting.returncode == 0, collecting.stderr
    return msgspec.json.decode(collecting.stdout, type=MarkedTests)


def _collect() -> int:
    marks = Marks()
    with redirect_stdout(sys.stderr):
        status = pytest.main(
            ["--collect-only", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", f"--rootdir={ROOT}", "tests"], [marks]
        )
    found = {rule: {file: sorted(names) for file, names in files.items()} for rule, files in marks.found.items()}
    sys.stdout.write(msgspec.json.encode(found, order="sorted").decode())
    return int(status)


if __name__ == "__main__":
    sys.exit(_collect())
