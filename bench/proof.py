"""`make prove`: the whole suite with the laws at their stated sizes; the result stands in docs/proof.md."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "proof.md"


def main() -> int:
    began = perf_counter()
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-n", "2", "--dist", "loadfile", "-q"],
        cwd=ROOT,
        env={**os.environ, "SIMULATOR_PROVE": "1"},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    sys.stdout.write(run.stdout)
    PAGE.write_text(page(run.stdout, run.returncode, perf_counter() - began), encoding="utf-8")
    return run.returncode


def page(output: str, status: int, seconds: float) -> str:
    """When, on which commit, how long, and the closing line of pytest."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False, cwd=ROOT
    ).stdout.strip()
    closing = next((line for line in reversed(output.splitlines()) if line.strip()), "nothing")
    verdict = "holds" if status == 0 else "fails"
    row = (f"{datetime.now(UTC):%Y-%m-%d}", commit, f"{verdict}: {closing}", f"{seconds / 60:.0f} minutes")
    return f"""\
# Proof

Written by `make prove`: the suite with every law at 5,000 examples instead of 100, and 100 kills instead of 5.

| date | commit | result | took |
|---|---|---|---|
| {" | ".join(row)} |
"""


if __name__ == "__main__":
    sys.exit(main())
