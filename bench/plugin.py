"""What our plugin adds to the start of pytest, in a run without features, autoload off."""

import os
import subprocess
import sys
from pathlib import Path

from bench.timing import Figure, paired

ROUNDS = 15


def figures(folder: Path) -> list[Figure]:
    test = folder / "test_nothing.py"
    test.write_text("def test_nothing():\n    assert True\n", encoding="utf-8")

    def start(*plugins: str) -> None:
        options = [argument for plugin in plugins for argument in ("-p", plugin)]
        subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *options, str(test)],
            check=True,
            cwd=folder,
            env={**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
            stdout=subprocess.DEVNULL,
        )

    pair = paired(
        lambda: start("pytest_bdd.plugin"), lambda: start("pytest_bdd.plugin", "simulator.pytest_plugin"), rounds=ROUNDS
    )
    return [
        Figure(
            "start of pytest with our plugin, against without",
            f"{pair.ratio:.2f} times; {(pair.second - pair.first) * 1000:+.0f} ms",
            f"{pair.second:.2f} s against {pair.first:.2f} s, pytest-bdd loaded in both",
            aim="at most 50 ms more",
        )
    ]
