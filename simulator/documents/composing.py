"""The parser's events to one located value: aliases resolved, plain words read as YAML 1.2 reads them.

Which plain words are booleans and numbers is decided here, because PyYAML's YAML 1.1 reads the key `on` of a journey
as true and `12:30` as a number of minutes. An alias stands for the value it names; one that stands inside that very
value, or a text that grows beyond all measure through its aliases, is a problem.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from simulator.documents.node import DEPTH_MAX, Node, NodeValue, Place
from simulator.documents.numbers import number_from
from simulator.documents.problem import Problems, did_you_mean

SIZE_MAX = 200_000
"""How many values a document may hold, keys among them, aliases expanded."""

_NUMBER = re.compile(r"[-+]?(\.[0-9]+|(0|[1-9][0-9]*)(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_WORDS: dict[str, NodeValue] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_TEXT_TAGS = ("!", "tag:yaml.org,2002:str")


class LimitError(Exception):
    """The document is too deep or too large to go on with; parsing such a text to its end can take for ever."""

    def __init__(self, place: Place, message: str) -> None:
        self.place = place
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class _Anchored:
    """What an alias stands for, and how much it adds to the document."""

    node: Node
    size: int
    depth: int


class Composer:
    """Builds the one document of a text from its events."""

    def __init__(self, events: Iterator[yaml.Event], lines: list[str], path: str, problems: Problems) -> None:
        self._events = events
        self._lines = lines
        self._path = path
        self._problems = problems
        self._anchored: dict[str, _Anchored] = {}
        self._open: set[str] = set()
        self._size = 0

    def document(self) -> Node | None:
        """The first document, or nothing if there is none; a second one is a problem.

        Raises:
            LimitError: the document is too deep or too large.
            yaml.YAMLError: the text is no YAML.
        """
        root: Node | None = None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    self._problems.add(self._place(event), "a second document begins; a text holds one")
                    return root
                root = self._node(next(self._events), 0)
        return root

    def _node(self, event: yaml.Event, depth: int) -> Node:
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event, depth)
        assert isinstance(event, yaml.NodeEvent)
        if event.anchor is not None:
            self._open.add(event.anchor)
        node = self._value(event, depth)
        if event.anchor is not None:
            self._open.discard(event.anchor)
            self._anchored[event.anchor] = _Anchored(node, *_measured(node))
        return node

    def _value(self, event: yaml.NodeEvent, depth: int) -> Node:
        place = self._place(event)
        self._make_room(place, depth, 1)
        match event:
            case yaml.ScalarEvent():
                return Node(self._scalar(event, place), place, begins=self._text_begins(event, place))
            case yaml.SequenceStartEvent():
                self._check_tag(event.tag, place, ())
                return Node([self._node(member, depth + 1) for member in self._until(yaml.SequenceEndEvent)], place)
            case yaml.MappingStartEvent():
                self._check_tag(event.tag, place, ())
                return self._mapping(place, depth)
        raise AssertionError(f"unexpected event {event!r}")

    def _mapping(self, place: Place, depth: int) -> Node:
        members: dict[str, Node] = {}
        keys: dict[str, Place] = {}
        for event in self._until(yaml.MappingEndEvent):
            key, at = self._key(event, depth + 1), self._place(event)
            member = self._node(next(self._events), depth + 1)
            if key in keys:
                self._problems.add(at, f"duplicate name '{key}'; it stands already in line {keys[key].line}")
            elif key is not None:
                keys[key] = at
                members[key] = member
        return Node(members, place, keys)

    def _key(self, event: yaml.Event, depth: int) -> str | None:
        value = self._node(event, depth).value
        if isinstance(event, yaml.ScalarEvent):
            return str(event.value)
        if isinstance(event, yaml.AliasEvent) and isinstance(value, str):
            return value
        self._problems.add(self._place(event), "a key must be a text")
        return None

    def _alias(self, event: yaml.AliasEvent, depth: int) -> Node:
        place, name = self._place(event), str(event.anchor)
        if name in self._open:
            self._problems.add(place, f"alias '{name}' stands inside the value that it names")
        elif name not in self._anchored:
            self._problems.add(place, f"unknown alias '{name}'.{did_you_mean(name, self._anchored)}")
        else:
            meant = self._anchored[name]
            self._make_room(place, depth + meant.depth, meant.size)
            return meant.node
        return Node(None, place)

    def _make_room(self, place: Place, depth: int, size: int) -> None:
        """Count `size` more values, the deepest of them at `depth`."""
        self._size += size
        if depth > DEPTH_MAX:
            raise LimitError(place, f"is nested more than {DEPTH_MAX} levels deep")
        if self._size > SIZE_MAX:
            raise LimitError(place, f"goes beyond the {SIZE_MAX:,} values that a document may hold, aliases expanded")

    def _until(self, end: type[yaml.Event]) -> Iterator[yaml.Event]:
        for event in self._events:
            if isinstance(event, end):
                return
            yield event

    def _scalar(self, event: yaml.ScalarEvent, place: Place) -> NodeValue:
        text = str(event.value)
        self._check_tag(event.tag, place, _TEXT_TAGS)
        if not event.implicit[0]:
            return text
        if text in _WORDS:
            return _WORDS[text]
        if not _NUMBER.fullmatch(text):
            return text
        try:
            return number_from(text)
        except ValueError as error:
            self._problems.add(place, str(error))
            return None

    def _check_tag(self, tag: str | None, place: Place, known: tuple[str, ...]) -> None:
        if tag is not None and tag not in known:
            self._problems.add(place, f"the tag '{tag}' means nothing here; leave it out")

    def _text_begins(self, event: yaml.ScalarEvent, place: Place) -> Place | None:
        """Where the text itself begins: after its quote, or in the line below the `|`."""
        if event.anchor is not None or event.tag is not None:
            return None
        if event.style in ("'", '"'):
            return Place(place.path, place.line, place.column + 1)
        if event.style == "|":
            written = (line for line in self._lines[place.line :] if line.strip())
            first = next(written, "")
            return Place(place.path, place.line + 1, len(first) - len(first.lstrip(" ")) + 1)
        return None

    def _place(self, event: yaml.Event) -> Place:
        assert event.start_mark is not None
        return Place(self._path, event.start_mark.line + 1, event.start_mark.column + 1)


def _measured(node: Node) -> tuple[int, int]:
    """How many values the node holds, itself included, and how many levels lie below it."""
    members = list(node.value.values()) if isinstance(node.value, dict) else node.value
    if not isinstance(members, list) or not members:
        return 1, 0
    sizes, depths = zip(*map(_measured, members), strict=True)
    return 1 + sum(sizes), 1 + max(depths)
