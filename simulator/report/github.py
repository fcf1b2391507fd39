"""The results for GitHub Actions: errors at the lines that failed, and a summary of the job in Markdown.

GitHub shows ten errors of a step and drops the rest in silence, so the tenth and later ones are counted in a notice;
the summary has them all, up to the size that GitHub takes.
"""

from collections.abc import Iterator
from pathlib import Path

from simulator.documents import Place
from simulator.engine import Failure, Verdict
from simulator.report.failure import failure_text
from simulator.report.results import Results, Skipped, checks_made, word_of

ERRORS_MAX = 10
"""How many errors GitHub shows of one step."""
SUMMARY_BYTES_MAX = 1024 * 1024
"""How much GitHub takes of one step's summary; of a longer one it takes nothing."""
_LEFT_OFF = "\nMore did not fit here; the other reports have all of it.\n"
_MARKS = {"holds": "✅", "fails": "❌", "skipped": "⏭️"}


def github_annotations(results: Results, *, root: Path | None = None) -> str:
    """Workflow commands, a line each, with the newline at its end; empty if all holds.

    Args:
        root: the checkout, which GitHub counts files from; paths outside of it stay as they are.
    """
    failures = [(verdict, failure) for verdict in results.failed for failure in verdict.failures]
    shown = failures if len(failures) <= ERRORS_MAX else failures[: ERRORS_MAX - 1]
    lines = [_error(verdict, failure, root) for verdict, failure in shown]
    if left := len(failures) - len(shown):
        lines.append(f"::notice title=Customer.io simulator::{left} more failures; the summary of the job has them all")
    return "".join(f"{line}\n" for line in lines)


def _error(verdict: Verdict, failure: Failure, root: Path | None) -> str:
    place = failure.place
    told = {
        "file": _seen_from(root, place),
        "line": str(place.line),
        "col": str(place.column),
        "title": verdict.name,
    }
    properties = ",".join(f"{name}={_property(value)}" for name, value in told.items())
    return f"::error {properties}::{_data(failure_text(verdict, failure))}"


def _seen_from(root: Path | None, place: Place) -> str:
    path = Path(place.path).absolute()
    return path.relative_to(root).as_posix() if root and path.is_relative_to(root) else place.path


def _data(text: str) -> str:
    """The text as the message of a workflow command: GitHub reads a line."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def github_summary(results: Results) -> str:
    """Markdown: the counts, a table with a row a story, each failure folded; cut where GitHub would take nothing."""
    written: list[str] = []
    room = SUMMARY_BYTES_MAX - len(_LEFT_OFF.encode())
    for part in _parts(results):
        room -= len(part.encode())
        if room < 0:
            return "".join([*written, _LEFT_OFF])
        written.append(part)
    return "".join(written)


def _parts(results: Results) -> Iterator[str]:
    """Pieces that can each be the last."""
    yield f"## Customer.io simulator\n\n{_MARKS['holds' if results.holds else 'fails']} {results.summary}\n"
    for verdict in results.failed:
        for failure in verdict.failures:
            yield _folded(verdict, failure)
    yield "\n| | story | file | checks |\n|---|---|---|---|\n"
    for story in results.stories:
        yield _row(story)


def _row(story: Verdict | Skipped) -> str:
    told = f"{story.passed} of {checks_made(story)}" if isinstance(story, Verdict) else _inline(story.reason)
    word = word_of(story)
    return f"| {_MARKS[word]} {word} | {_inline(story.name)} | {_inline(str(story.place))} | {told} |\n"


def _folded(verdict: Verdict, failure: Failure) -> str:
    """Open at first, for it is what the reader came for; the text stands in a block that nothing in it can end."""
    return (
        f"\n<details open><summary>{_escaped(' '.join(verdict.name.split()))}</summary>\n\n"
        f"<pre>{_escaped(failure_text(verdict, failure)).replace(chr(10), '&#10;')}</pre>\n</details>\n"
    )


def _inline(text: str) -> str:
    """The text as it is, in a cell of a table: neither Markdown nor HTML, on one line."""
    return "".join(f"&#{ord(sign)};" if sign in _MARKDOWN else sign for sign in " ".join(text.split()))


_MARKDOWN = frozenset("\\`*_{}[]()#+!|<>&~@:")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
