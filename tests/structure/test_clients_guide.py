"""What the guide about clients shows works as it stands there, but for the port."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SECTIONS = re.split(r"^## ", (ROOT / "docs" / "guides" / "clients.md").read_text(encoding="utf-8"), flags=re.MULTILINE)


def block(section: str, language: str) -> str | None:
    found = re.search(rf"```{language}\n(.*?)```", section, flags=re.DOTALL)
    return found and found[1]


SHOWN = {section.partition("\n")[0]: section for section in SECTIONS if block(section, "sh")}


def test_each_way_has_its_block() -> None:
    assert len(SHOWN) == 4


@pytest.mark.skipif(shutil.which("curl") is None, reason="the guide shows what has arrived with curl")
@pytest.mark.parametrize("title", SHOWN)
def test_a_client_that_is_pointed_here_as_the_guide_says_is_served(title: str, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    (tmp_path / "shop.py").write_text((block(SHOWN[title], "python") or "").replace("8025", port), encoding="utf-8")
    script = (block(SHOWN[title], "sh") or "").replace("8025", port)

    done = run(script, tmp_path)

    assert '"email":"maya@example.com"' in done


def run(script: str, directory: Path) -> str:
    """What a shell prints that runs the script and then ends what it began."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    unset = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    shell = subprocess.Popen(
        ["sh", "-eu", "-c", script],
        cwd=directory,
        env={**unset, "PATH": path, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        shell.wait(60)
    finally:
        os.killpg(shell.pid, signal.SIGTERM)
    with shell:
        return shell.communicate(timeout=10)[0]
