"""The results as one page that opens from disk: nothing is fetched, and it works without its script.

It is light or dark as the reader's system is, prints what is open, and has no time of its own: one seed, one page. The
security policy that it carries allows its own style and script and nothing else. What failed comes with everything that
happened; of what held, so much as there is room for.
"""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from simulator.report.results import Results, Word, word_of
from simulator.report.story_rows import story_shown

if TYPE_CHECKING:
    from jinja2 import Environment, Template

BYTES_MAX = 4_000_000
"""From this size on stories come without what happened in them."""
_FAILING_MAX = 20
"""To how many of the stories that fail the head of the page leads."""
_SUMMARY_BYTES = 2_000
"""About what a story takes that comes without."""


def results_page(results: Results, *, title: str = "Customer.io simulator: results") -> str:
    """The whole page as text."""
    style, script = asset("page.css"), asset("page.js")
    return template("page.html.j2").render(
        title=title,
        summary=results.summary,
        holds=results.holds,
        counts=_counts(results),
        failing=_failing(results),
        stories=list(_stories(results)),
        style=style,
        script=script,
        policy=policy(style, script),
    )


def _counts(results: Results) -> dict[Word, int]:
    words = [word_of(story) for story in results.stories]
    counts: dict[Word, int] = {"fails": 0, "holds": 0, "skipped": 0}
    for word in words:
        counts[word] += 1
    return counts


def _failing(results: Results) -> list[tuple[int, str]]:
    """Where the first stories that fail stand on the page, and what they are called."""
    stories = enumerate(results.stories, 1)
    return [(number, story.name) for number, story in stories if word_of(story) == "fails"][:_FAILING_MAX]


def _stories(results: Results) -> Iterator[str]:
    """Each story as markup, what failed first in line for the room that there is, the order that of the run."""
    page = template("story.html.j2")
    shown: dict[int, str] = {}
    room = BYTES_MAX - _SUMMARY_BYTES * len(results.stories)
    for position in _most_telling(results):
        story = story_shown(results.stories[position])
        written = page.render(story=story, number=position + 1)
        if (size := len(written.encode())) > room:
            story = story_shown(results.stories[position], whole=False)
            written, size = page.render(story=story, number=position + 1), _SUMMARY_BYTES
        room -= size
        shown[position] = written
    return (shown[position] for position in range(len(results.stories)))


def _most_telling(results: Results) -> Iterable[int]:
    return sorted(range(len(results.stories)), key=lambda position: word_of(results.stories[position]) != "fails")


def policy(style: str, script: str = "") -> str:
    """A content security policy under which the page fetches nothing and runs nothing but what it came with."""
    scripts = f"script-src {_fingerprint(script)}; " if script else ""
    return f"default-src 'none'; style-src {_fingerprint(style)}; {scripts}base-uri 'none'"


def _fingerprint(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


@cache
def _environment() -> "Environment":
    # jinja2 takes longer to load than most runs take that want no page.
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415

    loader = PackageLoader("simulator.report")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def template(name: str) -> "Template":
    """The template of that name."""
    return _environment().get_template(name)


def asset(name: str) -> str:
    """A style or a script that pages carry in them."""
    return (files("simulator.report") / "templates" / name).read_text(encoding="utf-8").strip()
