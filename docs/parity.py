"""Writes docs/parity.md: the rules of the real product, how sure each is, and which tests hold it.

`make docs` runs it; a test compares the page with what it would write, but for its date.
"""

import sys
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path, PurePosixPath

from docs.marked_tests import MarkedTests, marked_tests
from simulator.instants import SystemClock, strftime
from simulator.parity import GRADES, Rule, listed_settings, rules
from simulator.service.routes import CALLS
from simulator.wire import not_emulated
from simulator.workspace.settings import HINTS

PAGE = Path(__file__).parent / "parity.md"

HELD = ("identity", "attributes", "anonymous", "merge", "events", "devices", "suppression", "activity", "consent")
"""The families of which no rule goes without a test."""

INTRODUCTION = """\
# Parity

How like the real product: every rule of it that we know, how sure it is, and which tests hold it.
Written by `make docs` from the [list of rules](../simulator/parity/rules.yaml), which says where each was found, and from the marks of the tests.
As of {date}.

A rule counts as emulated here when a test carries its id; the number beside a file says how many of its tests do.
That the test looks at every half of the sentence is our promise, not something that this page could count.
Of a rule without a test nothing is claimed.
What is unknown is a named [setting](reference.md#settings), and its default is our guess.

| grade | means |
|---|---|
| documented | the vendor's specification or docs say it |
| measured | recorded, or run live by others |
| read-in-code | seen in the vendor's or a client's code |
| inferred | follows from something else; nobody says it |
| unknown | nothing decides it: a setting does |
"""


def page(marked: MarkedTests, *, date: str) -> str:
    """The whole page."""
    listed = rules()
    parts = [INTRODUCTION.format(date=date), _by_grade(listed, marked), _by_family(listed, marked), _settings()]
    families = (_family(name, list(group), marked) for name, group in groupby(listed, lambda rule: rule.family))
    return "\n".join([*parts, *families, _operations()])


def untested(listed: Iterable[Rule], marked: MarkedTests) -> list[Rule]:
    """The rules that no test carries."""
    return [rule for rule in listed if rule.id not in marked]


def _by_grade(listed: tuple[Rule, ...], marked: MarkedTests) -> str:
    tested = [rule for rule in listed if rule.id in marked]
    sure = sum(rule.grade in ("documented", "measured") for rule in tested)
    rows = []
    for grade in GRADES:
        of_grade = [rule for rule in listed if rule.grade == grade]
        rows.append(
            f"| {grade} | {len(of_grade)} | {_share(len(of_grade), len(listed))} | {_tested(of_grade, marked)} |"
        )
    return "\n".join(
        [
            "## By grade",
            "",
            "| grade | rules | of all | with a test |",
            "|---|---|---|---|",
            *rows,
            f"| all | {len(listed)} | 100% | {_tested(listed, marked)} |",
            "",
            f"Of the {len(tested)} rules with a test {sure} ({_share(sure, len(tested))}) are documented or measured.",
            "The others are what we read in code or concluded, or the default of a setting.",
            "No figure of this page comes from a comparison with a live workspace.",
            "",
        ]
    )


def _by_family(listed: tuple[Rule, ...], marked: MarkedTests) -> str:
    rows, missing = [], []
    for name, group in groupby(listed, lambda rule: rule.family):
        family = list(group)
        grades = " | ".join(str(sum(rule.grade == grade for rule in family) or "") for grade in GRADES)
        rows.append(f"| [{name}](#{_anchor(name)}) | {len(family)} | {grades} | {_tested(family, marked)} |")
        if len(untested(family, marked)) == len(family):
            missing.append(name)
    return "\n".join(
        [
            "## By family",
            "",
            f"| family | rules | {' | '.join(GRADES)} | with a test |",
            f"|---|---|{'---|' * len(GRADES)}---|",
            *rows,
            "",
            f"In the families {_listed(HELD)} a rule without a test fails the build.",
            f"No rule of {_listed(missing)} has a test yet: take nothing of them for granted."
            if missing
            else "Of every family some rules have tests; which have none the tables below say.",
            "",
        ]
    )


def _settings() -> str:
    rows = []
    for name, group in groupby(listed_settings(), lambda setting: setting.family):
        family = list(group)
        missing = ", ".join(f"`{setting.name}`" for setting in family if setting.name not in HINTS)
        honoured = sum(setting.name in HINTS for setting in family)
        rows.append(f"| {name} | {len(family)} | {honoured} ({_share(honoured, len(family))}) | {missing} |")
    return "\n".join(
        [
            "## Settings",
            "",
            "A setting that is not honoured yet is refused in `workspace.yaml`, never passed over.",
            "Its default may hold already; its other values do not.",
            "",
            "| family | settings | honoured | not yet |",
            "|---|---|---|---|",
            *rows,
            "",
        ]
    )


def _family(name: str, family: list[Rule], marked: MarkedTests) -> str:
    lines = [f"## {name}", "", "| rule | says | grade | setting | tests |", "|---|---|---|---|---|"]
    for rule in family:
        setting = "" if rule.setting is None else f"`{rule.setting}`"
        if rule.setting is not None and rule.setting not in HINTS:
            setting += " (not yet)"
        tests = ", ".join(_link(file, names) for file, names in marked.get(rule.id, {}).items()) or "none"
        lines.append(f"| `{rule.id}` | {_cell(rule.says)} | {rule.grade} | {setting} | {tests} |")
    return "\n".join([*lines, ""])


def _operations() -> str:
    """Every documented operation of Track and of the App API, and whether a route answers it."""
    refused = {(route.method, route.pattern) for route in not_emulated.ROUTES}
    lines = [
        "## Operations",
        "",
        "What is not emulated answers 501 with the operation's name, and nothing is done.",
        "Those of the App API are the vendor's list; an emulated one may not honour every parameter.",
        "",
    ]
    for api, heading in (("track", "Track API"), ("app", "App API")):
        routes = [route for route in CALLS if route.api == api]
        emulated = sum((route.method, route.pattern) not in refused for route in routes)
        lines += [f"### {heading}: {emulated} of {len(routes)}", "", "| method | path | operation | here |"]
        lines.append("|---|---|---|---|")
        for route in sorted(routes, key=lambda route: (route.pattern, route.method)):
            here = "501" if (route.method, route.pattern) in refused else "emulated"
            lines.append(f"| {route.method} | `{route.pattern}` | {route.operation} | {here} |")
        lines.append("")
    return "\n".join(lines)


def _link(file: str, names: list[str]) -> str:
    """The file, and how many of its tests hold the rule."""
    label = PurePosixPath(file).relative_to("tests").with_suffix("")
    return f"[{label}](../{file}) {len(names)}"


def _cell(text: str) -> str:
    """The text without what would end a cell of a table or begin a tag."""
    return text.replace("|", r"\|").replace("<", r"\<")


def _tested(family: Iterable[Rule], marked: MarkedTests) -> str:
    family = list(family)
    count = len(family) - len(untested(family, marked))
    return f"{count} ({_share(count, len(family))})"


def _share(part: int, whole: int) -> str:
    """In whole percent; only all is 100%."""
    assert part <= whole
    return f"{100 if part == whole else min(99, round(100 * part / whole))}%"


def _listed(names: Iterable[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def _anchor(heading: str) -> str:
    return heading.lower().replace(".", "").replace(" ", "-")


if __name__ == "__main__":
    PAGE.write_text(page(marked_tests(), date=strftime(SystemClock().now(), "%Y-%m-%d")), encoding="utf-8")
    sys.stdout.write(f"wrote {PAGE.name}\n")
