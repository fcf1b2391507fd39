"""The workspace definition of a scenario: the nearest workspace.yaml, with the scenario's own segments and campaigns.

What it says of the sources is the scenario's business, not the workspace's: it is read here and not sent along.

A file is read and checked once as long as it does not change. What a scenario adds replaces what has its name, and
the whole is checked again, each part at the place where it was written.
"""

import os
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from simulator.documents import Node, Place, Problem, Problems, load_file, node_of
from simulator.documents.reading import text
from simulator.language.sources import MARKS, Amendments, read_sources
from simulator.language.stories import is_story, shown_path
from simulator.values import Json
from simulator.workspace import read_definition
from simulator.workspace.definition import KEYS

_FILE_NAME = "workspace.yaml"


@dataclass(frozen=True, slots=True)
class WorkspaceText:
    """A definition with its places; `node` holds nothing where its file can't be read.

    `zone` is its time zone, `sources` what it says of those; `problems` are what is wrong with it.
    """

    node: Node
    zone: str
    problems: tuple[Problem, ...] = ()
    sources: Amendments = field(default_factory=dict)

    def members(self, section: str) -> dict[str, Node]:
        """The members of `segments` or `campaigns`, whether or not they are well written."""
        found = self.node.value.get(section) if isinstance(self.node.value, dict) else None
        return found.value if found is not None and isinstance(found.value, dict) else {}

    def names(self, section: str) -> Collection[str] | None:
        """The names in `segments` or `campaigns`; nothing where the file can't be read, so that any may be there."""
        return None if self.node.value is None else self.members(section)

    def plain(self) -> dict[str, Json]:
        """The definition without its places and its sources."""
        found = self.node.plain()
        return {key: part for key, part in found.items() if key != "sources"} if isinstance(found, dict) else {}

    def with_added(self, added: Mapping[str, Mapping[str, Node]], problems: Problems) -> "WorkspaceText":
        """The workspace with these segments and campaigns as well; problems of both, one for each place."""
        problems.extend(self.problems)
        if self.node.value is None or not any(added.values()):
            return self
        whole = checked(_overlaid(self.node, added))
        noted = {problem.place for problem in self.problems}
        problems.extend(problem for problem in whole.problems if problem.place not in noted)
        return whole


def checked(node: Node) -> WorkspaceText:
    """The definition in `node` after looking at all of it."""
    problems = Problems()
    definition = read_definition(node, problems)
    section = node.value.get("sources") if isinstance(node.value, dict) else None
    sources = {} if section is None else read_sources_section(section, Path(node.place.path), problems)
    return WorkspaceText(node, definition.settings.timezone, tuple(problems), sources)


def read_sources_section(node: Node, path: Path, problems: Problems) -> Amendments:
    """What `sources` says, in the file at `path` or in a file of its own that it names."""
    section = section_of(node, path, problems, what="sources")
    return {} if section is None else read_sources(section, problems)


def section_of(node: Node, path: Path, problems: Problems, *, what: str) -> Node | None:
    """A part of a definition: written in place, or in the file beside `path` that it names."""
    if not isinstance(node.value, str):
        return node
    file = file_named(node, path, problems, what=what)
    return None if file is None else load_file(file, problems)


def file_named(node: Node, path: Path, problems: Problems, *, what: str) -> Path | None:
    """The file that a text names, from the folder of `path`."""
    written = text(node, problems, what=what)
    if written is None:
        return None
    file = Path(os.path.normpath(path.parent / written))
    if _is_there(file):
        return file
    problems.add(node.place, f"{what}: there is no file '{written}' beside this one")
    return None


def _is_there(file: Path) -> bool:
    try:
        return file.is_file()
    except OSError:
        return False


def is_definition(path: Path) -> bool:
    """Whether the YAML file is meant as a workspace, or holds sources, and is no scenario."""
    if path.name == _FILE_NAME:
        return True
    return not is_story(path) and _keys_tell(path)


def _keys_tell(path: Path) -> bool:
    node = load_file(path, Problems())
    return node is not None and (any(key in KEYS for key, _, _ in node.entries()) or _holds_sources(node))


def _holds_sources(node: Node) -> bool:
    """Whether some member says what only sources say."""
    return any(key in MARKS for _, _, member in node.entries() for key, _, _ in member.entries())


def check_definition(path: Path, problems: Problems) -> None:
    """Note all that is wrong with a file that `is_definition`."""
    node = load_file(path, problems)
    if node is None:
        return
    if path.name != _FILE_NAME and _holds_sources(node):
        read_sources(node, problems)
    else:
        problems.extend(checked(node).problems)


_INSTEAD: ContextVar[Path | None] = ContextVar("workspace instead", default=None)


@contextmanager
def workspace_instead(path: Path) -> Iterator[None]:
    """Let this file be the workspace of every story that is compiled in the block, whatever a story names."""
    token = _INSTEAD.set(path)
    try:
        yield
    finally:
        _INSTEAD.reset(token)


def replaced_workspace() -> WorkspaceText | None:
    """The workspace that stands in for all others, if one does."""
    path = _INSTEAD.get()
    return None if path is None else workspace_file(path)


def workspace_file(path: Path) -> WorkspaceText:
    """The definition in a file that exists."""
    stat = path.stat()
    return _read(shown_path(path), (stat.st_mtime_ns, stat.st_size))


def workspace_above(path: Path) -> WorkspaceText:
    """The nearest workspace.yaml in the folder of `path` or one above it; without one an empty definition."""
    instead = replaced_workspace()
    if instead is not None:
        return instead
    for folder in path.absolute().parents:
        found = folder / _FILE_NAME
        if found.is_file():
            return workspace_file(found)
    return checked(node_of({}, place=Place(str(path), 1, 1)))


@lru_cache(maxsize=64)
def _read(path: Path, version: tuple[int, int]) -> WorkspaceText:  # noqa: ARG001 - a file that changed is another
    problems = Problems()
    node = load_file(path, problems)
    if node is None:
        return WorkspaceText(Node(None, Place(str(path), 1, 1)), "UTC", tuple(problems))
    found = checked(node)
    problems.extend(found.problems)
    return WorkspaceText(node, found.zone, tuple(problems), found.sources)


def _overlaid(node: Node, added: Mapping[str, Mapping[str, Node]]) -> Node:
    if not isinstance(node.value, dict):
        return node
    members, keys = dict(node.value), dict(node.keys)
    for section, parts in added.items():
        if parts:
            members[section] = _section(members.get(section), parts, default=node.place)
    return Node(members, node.place, keys)


def _section(written: Node | None, parts: Mapping[str, Node], *, default: Place) -> Node:
    before = written.value if written is not None and isinstance(written.value, dict) else {}
    keys = dict(written.keys) if written is not None else {}
    keys.update({name: part.place for name, part in parts.items()})
    return Node({**before, **parts}, default if written is None else written.place, keys)
