"""The trace of a story that failed as one page: the timeline left, right what was there before and after each moment.

It opens from disk, fetches nothing and has no script: the moments are the choices of one question, so that a click or
the arrow keys go through them, and the browser shows what belongs to the one chosen. At first it is the failure.
"""

import re
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path

from simulator.engine import Trace, Verdict
from simulator.errors import UsageError
from simulator.report.html import asset, policy, template
from simulator.report.trace_rows import rows_of

FOLDER = "traces"
"""Beside the page of a run."""


def trace_path(verdict: Verdict, folder: Path) -> Path:
    """Where the trace of that story goes: by its name for a reader, by how it is run again for certainty."""
    name = re.sub(r"[^a-z0-9]+", "-", verdict.name.casefold()).strip("-")[:60].strip("-") or "story"
    digest = blake2b(verdict.replay.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
    return folder / f"{name}-{digest}.html"


def write_trace(verdict: Verdict, trace: Trace, folder: Path) -> Verdict:
    """Write it; the verdict that names it.

    Raises:
        UsageError: the file cannot be written.
    """
    path = trace_path(verdict, folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(trace_page(verdict, trace), encoding="utf-8")
    except OSError as error:
        raise UsageError(f"'{path}' cannot be written: {error.strerror}") from error
    return verdict_with_trace(verdict, folder)


def verdict_with_trace(verdict: Verdict, folder: Path) -> Verdict:
    """The verdict with the name of the file in which its trace is, or is going to be."""
    return replace(verdict, trace=trace_path(verdict, folder).as_posix())


def trace_page(verdict: Verdict, trace: Trace) -> str:
    """The whole page as text."""
    style = asset("trace.css")
    rows = rows_of(trace)
    failing = [number for number, row in enumerate(rows) if row.failures]
    return template("trace.html.j2").render(
        name=verdict.name,
        place=str(verdict.place),
        told=verdict.story,
        again=verdict.replay,
        zone=trace.zone,
        rows=rows,
        chosen=failing[0] if failing else max(len(rows) - 1, 0),
        notices=_notices(trace),
        style=style,
        policy=policy(style),
    )


def _notices(trace: Trace) -> list[str]:
    """What the trace does not show."""
    left = trace.left_before + trace.left_between + trace.left_after
    notices = []
    if left:
        notices.append(
            f"{left} more moments are left out: {trace.left_before} before these, {trace.left_after} after them, "
            f"{trace.left_between} of other shoppers."
        )
    if not trace.is_whole:
        notices.append("Somebody else called the workspace too; of that nothing is shown here.")
    return notices
