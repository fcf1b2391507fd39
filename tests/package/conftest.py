"""The wheel, and an environment in which it is installed as a user has it, with nothing of this checkout."""

import os
import subprocess
import sys
import sysconfig
import venv
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def wheel_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, check=True, cwd=ROOT, capture_output=True)
    return next(folder.glob("*.whl"))


@dataclass(frozen=True)
class Done:
    """What a command came to."""

    status: int
    out: str


@dataclass(frozen=True)
class Repository:
    """A folder of somebody's, and the commands of the environment that they have."""

    folder: Path
    environment: Path

    def write(self, path: str, text: str) -> None:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def run(self, *words: str) -> Done:
        """What a command of the environment's `bin` came to, in this folder."""
        command = [str(self.environment / "bin" / words[0]), *words[1:]]
        alone = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        done = subprocess.run(command, capture_output=True, text=True, cwd=self.folder, env=alone, check=False)
        return Done(done.returncode, done.stdout + done.stderr)

    def pytest(self, *words: str) -> Done:
        return self.run("python", "-m", "pytest", "-q", *words)


@pytest.fixture(scope="session")
def environment(wheel_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel in it; what the wheel needs is lent by ours, so that nothing is fetched."""
    folder = tmp_path_factory.mktemp("environment") / "venv"
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*pip, str(wheel_file)], check=True, capture_output=True)
    (site_packages,) = (folder / "lib").glob("python*/site-packages")
    (site_packages / "lent.pth").write_text(sysconfig.get_path("purelib"))
    return folder


@pytest.fixture
def repository(environment: Path, tmp_path: Path) -> Repository:
    """Somebody's empty repository."""
    return Repository(tmp_path, environment)
