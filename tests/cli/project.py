"""A user's folder to type commands in."""

from pathlib import Path

import pytest

from simulator.cli.main import main


class Project:
    """The present folder; `run` types a command and keeps what it printed as `out` and `err`."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.out = self.err = ""
        self._capsys = capsys

    def write(self, path: str, text: str) -> None:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def run(self, *words: str) -> int:
        status = main(words)
        self.out, self.err = self._capsys.readouterr()
        return status
