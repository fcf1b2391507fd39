"""A rule in words: what it is about, why, a bad example and a better one; for a terminal and for a page.

On a terminal all of it fits into fifteen lines, so long examples are cut there.
"""

from textwrap import fill, indent

from simulator.language.linting.rule import Example, LintRule

_WIDTH = 100
_LINES_MAX = 6
_LANGUAGES = {"feature": "gherkin", "scenario": "yaml", "workspace": "yaml", "plan": "yaml"}


def explanation(rule: LintRule) -> str:
    """The rule for a terminal, without an end of line."""
    return "\n".join(
        (
            f"{rule.id}: {rule.what}",
            fill(rule.why, _WIDTH),
            "Seldom meant:",
            _shown(rule.bad),
            "Better:",
            _shown(rule.good),
        )
    )


def _shown(example: Example) -> str:
    lines = example.text.splitlines()
    return indent("\n".join(lines if len(lines) <= _LINES_MAX else [*lines[: _LINES_MAX - 2], "..."]), "    ")


def explanation_page(rule: LintRule) -> str:
    """The rule as a section in Markdown."""
    parts = (
        f"## `{rule.id}`",
        f"{rule.what[0].upper()}{rule.what[1:]}.\n" + rule.why.replace(". ", ".\n"),
        "Seldom meant:",
        _block(rule.bad),
        "Better:",
        _block(rule.good),
    )
    return "\n\n".join(parts)


def _block(example: Example) -> str:
    return f"```{_LANGUAGES[example.kind]}\n{example.text}```"
