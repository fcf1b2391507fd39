"""Bodies that are forms: bracketed names to nested members, as `name=buy&data[price]=1` (track.v1.event-form-encoded).

A form holds texts only. Members numbered from 0 on are a list.
"""

import re
from urllib.parse import parse_qsl

from simulator.values import Json

FORM_TYPE = "application/x-www-form-urlencoded"
_NAME = re.compile(r"([^\[\]]+)((?:\[[^\[\]]*\])*)")
_DEPTH_MAX = 20


def object_from(body: bytes) -> dict[str, Json]:
    """The members that the form holds.

    Raises:
        ValueError: the body is no form; the message says why.
    """
    members: dict[str, Json] = {}
    for name, value in parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict"):
        _put(members, _path(name), value)
    return {name: _with_lists(value) for name, value in members.items()}


def _path(name: str) -> list[str]:
    found = _NAME.fullmatch(name)
    if found is None:
        raise ValueError(f"'{name}' is no name of a form")
    path = [found[1], *found[2][1:-1].split("][")] if found[2] else [found[1]]
    if len(path) > _DEPTH_MAX:
        raise ValueError(f"nested more than {_DEPTH_MAX} levels deep")
    return path


def _put(members: dict[str, Json], path: list[str], value: str) -> None:
    """Put the value under its path; an empty step, as in `tags[]`, is the next number."""
    for step in path[:-1]:
        inner = members.setdefault(step or str(len(members)), {})
        if not isinstance(inner, dict):
            raise ValueError(f"'{step}' is a text and has no members")  # noqa: TRY004 - what is sent is no type
        members = inner
    members[path[-1] or str(len(members))] = value


def _with_lists(value: Json) -> Json:
    if not isinstance(value, dict):
        return value
    inner = [_with_lists(one) for one in value.values()]
    numbered = list(value) == [str(number) for number in range(len(value))]
    return list(inner) if numbered and inner else dict(zip(value, inner, strict=True))
