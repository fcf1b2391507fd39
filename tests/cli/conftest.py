"""A user's folder to run commands in."""

import sys
from pathlib import Path

import pytest

from simulator.cli.main import main


class Project:
    """The present folder; `run` types a command and keeps what it printed as `out` and `err`."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.out = self.err = ""
        self._capsys = capsys

    def write(self, path: str, text: str) -> Path:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def run(self, *words: str) -> int:
        status = main(words)
        self.out, self.err = self._capsys.readouterr()
        return status


@pytest.fixture
def project(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [*sys.path])
    return Project(tmp_path, capsys)
