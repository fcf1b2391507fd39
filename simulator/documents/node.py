"""A value that knows where it was written."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from simulator.values import Json


@dataclass(frozen=True, slots=True)
class Place:
    """A file and a position in it; line and column count from 1."""

    path: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"

    def inside(self, text: str, offset: int) -> "Place":
        """The place of a position in `text`, which begins here and whose further lines are indented as its first."""
        line_start = text.rfind("\n", 0, offset) + 1
        return Place(self.path, self.line + text.count("\n", 0, offset), self.column + offset - line_start)


NOWHERE = Place("<value>", 1, 1)
"""Where values stand that came without a text, such as JSON over HTTP."""

DEPTH_MAX = 60
"""How many levels deep values may be nested: far more than a person reads, far less than Python recurses."""

NodeValue = None | bool | int | float | str | list["Node"] | dict[str, "Node"]


@dataclass(frozen=True, slots=True)
class Node:
    """A YAML or JSON value; the members of lists and mappings are nodes themselves, in the order written."""

    value: NodeValue
    place: Place
    keys: dict[str, Place] = field(default_factory=dict)
    """Where each key of a mapping stands; empty for anything else."""
    begins: Place | None = None
    """Where a text itself begins if not at `place`: after its quote, or in the line below a `|`."""

    @property
    def text_place(self) -> Place:
        """Where the first character of a text stands."""
        return self.begins or self.place

    def plain(self) -> Json:
        """The value without its places."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value

    def texts(self) -> Iterator["Node"]:
        """The texts in it, in order; names of members are none."""
        match self.value:
            case dict():
                for member in self.value.values():
                    yield from member.texts()
            case list():
                for member in self.value:
                    yield from member.texts()
            case str():
                yield self
            case _:
                pass

    def entries(self) -> Iterator[tuple[str, Place, "Node"]]:
        """Key, place of the key and value of each entry; nothing unless this is a mapping."""
        if isinstance(self.value, dict):
            for key, node in self.value.items():
                yield key, self.keys.get(key, node.place), node

    def kind(self) -> str:
        """What a reader would call this value, for messages."""
        match self.value:
            case None:
                return "nothing"
            case bool():
                return "true or false"
            case int() | float():
                return "a number"
            case str():
                return "a text"
            case list():
                return "a list"
            case dict():
                return "a mapping"
