"""`make bench`: every figure of the project, printed and written to docs/figures.md.

`python -m bench core memory` measures these subjects only and prints them.
"""

import platform
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import core, doors, explorer, http, identity, memory, peers, plugin, scenario, suites, tail
from bench.timing import Figure

FIGURES = Path(__file__).parent.parent / "docs" / "figures.md"
SUBJECTS: dict[str, Callable[[Path], list[Figure]]] = {
    "core": lambda _: core.figures(),
    "identity": lambda _: identity.figures(),
    "memory": lambda _: memory.figures(),
    "http": http.figures,
    "peers": peers.figures,
    "tail": tail.figures,
    "doors": lambda _: doors.figures(),
    "explorer": lambda _: explorer.figures(),
    "scenario": scenario.figures,
    "plugin": plugin.figures,
    "suites": suites.figures,
}


def main(chosen: Sequence[str]) -> int:
    unknown = [name for name in chosen if name not in SUBJECTS]
    if unknown:
        print(f"no subject is called {', '.join(unknown)}; there are {', '.join(SUBJECTS)}", file=sys.stderr)
        return 2
    with TemporaryDirectory() as temporary:
        figures = [figure for name in chosen or SUBJECTS for figure in SUBJECTS[name](Path(temporary))]
    text = page(figures)
    if not chosen:
        FIGURES.write_text(text, encoding="utf-8")
    print(text)
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
        "",
        "The prototype is what one would write in an afternoon: dictionaries and lists, every segment asked each time.",
        "It knows no conflicts, no late events, no time that passes by itself, no reasons and no log; the core does.",
        "It answers the same question: a test holds that both end with the same members.",
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
