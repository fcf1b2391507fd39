"""From a method and a raw path to the row of a route table: one step of a dictionary for each segment of the path.

The path is split first and each segment is percent-decoded afterwards, so that an identifier may hold a slash
(track.v1.path-decode). A literal segment is tried before a value, and a value where the literal leads to no row: a
person may have the id `attributes`.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar
from urllib.parse import unquote

from simulator.wire.exchange import Request
from simulator.wire.terms import Terms

Api = Literal["track", "app", "pipelines", "control"]
"""Whose route it is; it decides the credentials and the shape of errors."""

Arguments = tuple[str, ...]
"""The path's values in the order of its pattern, percent-decoded."""

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Route(Generic[T_co]):
    """A row: `operation` is the documented name, `decode` reads a request of it or raises `Refused`.

    `pattern` is written as the specifications do: `/api/v1/customers/{identifier}/events`. A route that needs no key
    may say by its path which workspace it means: `workspace` gives its number.
    """

    method: str
    pattern: str
    api: Api
    operation: str
    decode: Callable[[Request, Arguments, Terms], T_co]
    needs_key: bool = True
    workspace: Callable[[Arguments], int | None] | None = None


def by_path_alone(asked: T) -> Callable[[Request, Arguments, Terms], T]:
    """A decoder for a route that always asks for the same."""
    return lambda _request, _arguments, _terms: asked


class _Branch(Generic[T_co]):
    """What can follow a part of a path: literal segments, or any value; and the routes that end here by method."""

    __slots__ = ("literal", "routes", "value")

    def __init__(self) -> None:
        self.literal: dict[str, _Branch[T_co]] = {}
        self.value: _Branch[T_co] | None = None
        self.routes: dict[str, Route[T_co]] = {}

    def grown(self, segment: str) -> "_Branch[T_co]":
        """The branch behind `segment` of a pattern, made if it is not there."""
        if not segment.startswith("{"):
            return self.literal.setdefault(segment, _Branch())
        if self.value is None:
            self.value = _Branch()
        return self.value


class RouteTable(Generic[T_co]):
    """Rows that can be looked up; of two that fit, the one with the literal segment wins."""

    def __init__(self, routes: Iterable[Route[T_co]]) -> None:
        self._rows = tuple(routes)
        self._root: _Branch[T_co] = _Branch()
        for route in self._rows:
            branch = self._root
            for segment in route.pattern.split("/"):
                branch = branch.grown(segment)
            assert route.method not in branch.routes, f"two routes for {route.method} {route.pattern}"
            branch.routes[route.method] = route

    def __iter__(self) -> Iterator[Route[T_co]]:
        return iter(self._rows)

    def find(self, method: str, path: str) -> tuple[Route[T_co], Arguments] | None:
        """The row for a raw path without query, with the path's values; nothing if no row fits. HEAD is found as GET.

        Raises:
            UnicodeDecodeError: a value of the path is no UTF-8.
        """
        asked = "GET" if method == "HEAD" else method
        segments = path.split("/")
        untried: list[_Way[T_co]] = [(0, self._root, [])]
        while untried:
            end, values = _end(segments, untried)
            if end is not None and (route := end.routes.get(asked)) is not None:
                return route, tuple(values)
        return None

    def methods(self, path: str) -> tuple[str, ...]:
        """The methods that the path knows, in alphabetical order; none if no row has the path."""
        return tuple(sorted(route.method for route in self.rows_at(path)))

    def rows_at(self, path: str) -> tuple[Route[T_co], ...]:
        """The rows that the path has, one for each of its methods."""
        rows: dict[str, Route[T_co]] = {}
        segments = path.split("/")
        untried: list[_Way[T_co]] = [(0, self._root, [])]
        while untried:
            end, _ = _end(segments, untried)
            if end is not None:
                rows = {**end.routes, **rows}
        return tuple(rows.values())


_Way = tuple[int, _Branch[T], list[str]]
"""How many segments of a path have been followed, to which branch, and the values on the way."""


def _end(segments: list[str], untried: list[_Way[T]]) -> tuple[_Branch[T] | None, list[str]]:
    """Where the last of the untried ways ends, if it does, with the values of the path.

    A literal is followed where there is one; that the segment may be a value as well is one more way to try.
    """
    place, branch, values = untried.pop()
    for segment in segments[place:] if place else segments:
        place += 1
        following = branch.literal.get(segment)
        value = branch.value
        if following is not None:
            if value is not None:
                untried.append((place, value, [*values, segment]))
        elif value is not None:
            values.append(unquote(segment, errors="strict") if "%" in segment else segment)
            following = value
        else:
            return None, values
        branch = following
    return branch, values
