"""`simulator doctor`: whether this machine has what the simulator needs, and what it will find here.

Each line is fine, worth a note, or a problem with its remedy. Values of environment variables are never shown.
"""

import os
import platform
import socket
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, entry_points, requires, version
from pathlib import Path
from typing import Literal

from packaging.requirements import Requirement
from rich.console import Console
from rich.table import Table
from rich.text import Text

from simulator import __version__
from simulator.emulator import PORT_DEFAULT
from simulator.language import shown_path, workspace_above

_DISTRIBUTION = "customerio-simulator"
_PYTHON_LEAST = (3, 11)
_CREDENTIALS = ("CUSTOMERIO_", "CUSTOMER_IO_", "CIO_")
"""What names of variables with Customer.io's keys begin with."""
_PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")
_WIDTH = 100
_STYLES = {"ok": "green", "note": "yellow", "problem": "bold red"}


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, how it stands, and in words what was found and what to do."""

    what: str
    state: Literal["ok", "note", "problem"]
    says: str


def add_options(_: ArgumentParser) -> None:
    """None: the doctor looks at everything."""


def execute(_: Namespace) -> int:
    findings = list(examined(os.environ, Path.cwd()))
    _print(_table(findings))
    return 2 if any(finding.state == "problem" for finding in findings) else 0


def examined(environment: Mapping[str, str], folder: Path) -> Iterator[Finding]:
    """All findings, for the commands that are typed in `folder`."""
    yield Finding("simulator", "ok", __version__)
    yield _python()
    yield from _packages()
    yield _event_loop()
    yield _port()
    yield _plugin(environment)
    yield _workspace(folder)
    yield _credentials(environment)
    yield _proxies(environment)
    yield Finding("staging", "note", "no staging workspace is configured; stories run on emulated ones only")


def _python() -> Finding:
    found, least = platform.python_version(), ".".join(map(str, _PYTHON_LEAST))
    if tuple(map(int, platform.python_version_tuple()[:2])) < _PYTHON_LEAST:
        return Finding("Python", "problem", f"{found}; {least} or newer is needed")
    return Finding("Python", "ok", found)


def _packages() -> Iterator[Finding]:
    """What the installed distribution asks for, beside what is there."""
    try:
        asked = [Requirement(line) for line in requires(_DISTRIBUTION) or ()]
    except PackageNotFoundError:
        yield Finding(
            "packages", "problem", f"{_DISTRIBUTION} is not installed here; pip install {_DISTRIBUTION} brings all"
        )
        return
    for needed in asked:
        if needed.marker is None or needed.marker.evaluate({"extra": ""}):
            yield _package(needed)


def _package(needed: Requirement) -> Finding:
    remedy = f"pip install '{needed.name}{needed.specifier}'"
    try:
        found = version(needed.name)
    except PackageNotFoundError:
        return Finding(needed.name, "problem", f"is missing; {remedy}")
    if not needed.specifier.contains(found, prereleases=True):
        return Finding(needed.name, "problem", f"{found}, but {needed.specifier} is needed; {remedy}")
    return Finding(needed.name, "ok", found)


def _event_loop() -> Finding:
    try:
        return Finding("uvloop", "ok", f"{version('uvloop')}; `simulator serve` uses it")
    except PackageNotFoundError:
        remedy = f"pip install '{_DISTRIBUTION}[fast]'"
        return Finding("uvloop", "note", f"is not there; `simulator serve` works without, somewhat slower; {remedy}")


def _port() -> Finding:
    what = f"port {PORT_DEFAULT}"
    with closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", PORT_DEFAULT))
        except OSError:
            return Finding(what, "note", "is taken, perhaps by a `simulator serve`; another takes `--port N`")
    return Finding(what, "ok", "is free for `simulator serve`")


def _plugin(environment: Mapping[str, str]) -> Finding:
    what = "pytest plugin"
    if not any(point.value == "simulator.pytest_plugin" for point in entry_points(group="pytest11")):
        return Finding(what, "problem", f"is not registered in this environment; pip install {_DISTRIBUTION}")
    if environment.get("PYTEST_DISABLE_PLUGIN_AUTOLOAD"):
        says = "is registered, but PYTEST_DISABLE_PLUGIN_AUTOLOAD is set: pytest needs `-p simulator.pytest_plugin`"
        return Finding(what, "note", says)
    return Finding(what, "ok", "is registered; pytest loads it by itself")


def _workspace(folder: Path) -> Finding:
    what = "workspace.yaml"
    found = workspace_above(folder / what)
    if found.problems:
        return Finding(what, "problem", "\n".join(map(str, found.problems)))
    file = Path(found.node.place.path)
    if not file.is_file():
        return Finding(what, "note", "is neither here nor above; stories without one of their own run in an empty one")
    return Finding(what, "ok", f"{shown_path(file)} compiles")


def _credentials(environment: Mapping[str, str]) -> Finding:
    seen = sorted(name for name in environment if name.upper().startswith(_CREDENTIALS))
    if not seen:
        return Finding("credentials", "ok", "none are set, and none are needed for emulated workspaces")
    return Finding("credentials", "note", f"{', '.join(seen)} set; emulated workspaces use none of them")


def _proxies(environment: Mapping[str, str]) -> Finding:
    seen = sorted(name for name in environment if name.upper() in _PROXIES)
    if not seen:
        return Finding("proxy", "ok", "none is set")
    return Finding("proxy", "note", f"{', '.join(seen)} set; calls to a running emulator go past it")


def _print(table: Table) -> None:
    """Print it without the blanks that fill the lines of folded cells."""
    width = None if sys.stdout.isatty() else _WIDTH
    console = Console(file=sys.stdout, width=width, highlight=False, markup=False, emoji=False)
    with console.capture() as captured:
        console.print(table)
    print("\n".join(line.rstrip() for line in captured.get().splitlines()))


def _table(findings: list[Finding]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for finding in findings:
        table.add_row(Text(finding.state, style=_STYLES[finding.state]), finding.what, finding.says)
    return table
