"""`make bench`: every figure of the project, printed and written to docs/figures.md."""

import platform
import subprocess
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import core, http, plugin, scenario
from bench.timing import Figure

FIGURES = Path(__file__).parent.parent / "docs" / "figures.md"


def main() -> int:
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        figures = [*core.figures(), *http.figures(folder), *scenario.figures(folder), *plugin.figures(folder)]
    FIGURES.write_text(page(figures), encoding="utf-8")
    print(FIGURES.read_text(encoding="utf-8"))
    return 0


def page(figures: list[Figure]) -> str:
    """The table, with when and on what it was measured."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    ).stdout.strip()
    lines = [
        "# Figures",
        "",
        "Written by `make bench`; the ratios are taken within one run, in turns, and are what counts.",
        f"Measured on {datetime.now(UTC):%Y-%m-%d} at commit {commit or 'unknown'},",
        f"with Python {platform.python_version()} and uvicorn {version('uvicorn')} on {platform.system()}.",
        "",
        "| what | result | for scale | aim |",
        "|---|---|---|---|",
        *(f"| {one.what} | {one.ratio} | {one.scale} | {one.aim} |" for one in figures),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
