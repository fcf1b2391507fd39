"""Who may ever become one person: whoever is named together with somebody, in a call or through others.

People of two circles never meet, so it does not matter which of them came first.
"""

from collections.abc import Iterable, Iterator, Mapping

from simulator.operations import Identifier, Operation
from simulator.values import Json
from simulator.workspace.likeness import circle_form

_NAMES = ("id", "email", "phone", "cio_id", "anonymous_id")
"""Attributes that name somebody."""


def circles_of(calls: Iterable[Operation]) -> Mapping[str, int]:
    """Of each identifier and anonymous id in its `circle_form` the number of its circle.

    There is one circle for all where a call names somebody by cio_id, for that says nothing of who it is.
    """
    circles: dict[str, int] = {}
    for number, call in enumerate(calls):
        names = set(_named(call))
        if "cio_id" in (kind for kind, _ in names):
            return {}
        joined = {circles[name] for _, name in names if name in circles}
        circles = {name: number if circle in joined else circle for name, circle in circles.items()}
        circles.update((name, number) for _, name in names)
    return circles


def _named(call: Operation) -> Iterator[tuple[str, str]]:
    """Kind and form of everybody whom the call names."""
    for field in call.__struct_fields__:
        value = getattr(call, field)
        if field == "anonymous_id" and isinstance(value, str):
            yield field, circle_form(value)
        elif field == "attributes":
            yield from _named_among(value)
        else:
            for one in value if isinstance(value, tuple) else (value,):
                if isinstance(one, Identifier):
                    yield one.kind, circle_form(one.value)


def _named_among(attributes: dict[str, Json]) -> Iterator[tuple[str, str]]:
    for name in _NAMES:
        value = attributes.get(name)
        if isinstance(value, str | int):
            yield name, circle_form(str(value))
