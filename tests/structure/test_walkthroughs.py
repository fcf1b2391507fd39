"""Pages to follow with one's own hands: their files are written and their commands typed, in the order of the page."""

import os
import re
import subprocess
import sys
from doctest import ELLIPSIS, OutputChecker
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
PAGES = ("tutorial.md", "guides/ci.md")
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", flags=re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("page", PAGES)
def test_following_the_page_shows_what_the_page_shows(page: str, tmp_path: Path) -> None:
    typed = 0
    for language, text in _BLOCK.findall((DOCS / page).read_text(encoding="utf-8")):
        if language == "console":
            command, _, shown = text.removeprefix("$ ").partition("\n")
            printed = _typed(command, tmp_path)
            assert OutputChecker().check_output(shown, printed, ELLIPSIS), f"$ {command}\n{printed}"
            typed += 1
        elif language != "sh":
            _write(tmp_path, text)

    assert typed > 3


def _write(folder: Path, text: str) -> None:
    """Write the file whose name the block begins with."""
    name, _, content = text.removeprefix("# ").partition("\n")
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


def _typed(command: str, folder: Path) -> str:
    """What the command prints, as a terminal shows it."""
    commands = {"simulator": [sys.executable, "-m", "simulator"], "python": [sys.executable]}
    program, *words = command.split()
    done = subprocess.run(
        [*commands[program], *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=folder,
        env={**os.environ, "COLUMNS": "100", "GITHUB_ACTIONS": ""},
        check=False,
    )
    return done.stdout
