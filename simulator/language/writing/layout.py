"""Plain values as YAML that is read as these very values: what is no text by our reading is quoted, and only that."""

import re
from collections.abc import Mapping
from textwrap import indent

import yaml

from simulator.values import Json

_LINE_MAX = 110
_ENDLESS = 1 << 30
"""A width that no line reaches."""


class _Dumper(yaml.SafeDumper):
    """Takes plain words as `documents` does: YAML 1.2, not PyYAML's 1.1, so that `on` and `09:00` need no quotes."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - every value is written out
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    """A text of several lines as a block where it can be one."""
    is_block = "\n" in text and not re.search(r"[ \t]\n|[ \t]$|^[ \t\n]", text)
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if is_block else None)


_Dumper.add_representer(str, _text)
_Dumper.yaml_implicit_resolvers = {}
_PLAIN = {
    "null": r"~|null|Null|NULL|",
    "bool": r"true|True|TRUE|false|False|FALSE",
    "int": r"[-+]?(0|[1-9][0-9]*)",
    "float": r"[-+]?(\.[0-9]+|(0|[1-9][0-9]*)(\.[0-9]*)?)([eE][-+]?[0-9]+)?",
}
for _name, _expression in _PLAIN.items():
    _Dumper.add_implicit_resolver(f"tag:yaml.org,2002:{_name}", re.compile(f"(?:{_expression})$"), None)


def block_text(value: Json) -> str:
    """The value in lines; a member that fits into a line stands in one, and each of a list does."""
    if isinstance(value, list) and value:
        return "\n".join(f"- {flow_text(entry)}" for entry in value)
    if not isinstance(value, dict) or not value:
        return flow_text(value)
    return "\n".join(_member_text(key, part) for key, part in value.items())


def flow_text(value: Json) -> str:
    """The value in one line, as entries of a journey stand."""
    return _dumped(value, flow=True)


def document_text(members: Mapping[str, Json]) -> str:
    """A scenario file: each key with its value, and each entry of a list and of a mapping in lines of its own."""
    return "".join(_section_text(key, value) for key, value in members.items())


def _section_text(key: str, value: Json) -> str:
    if isinstance(value, list) and value:
        return f"{key}:\n" + "".join(f"  - {flow_text(entry)}\n" for entry in value)
    if isinstance(value, dict) and any(isinstance(part, dict | list) for part in value.values()):
        return f"{key}:\n{indent(block_text(value), '  ')}\n"
    return f"{_member_text(key, value)}\n"


def _member_text(key: str, value: Json) -> str:
    """A key and its value: in one line if it fits, a collection otherwise in lines below it."""
    flow = f"{flow_text(key)}: {flow_text(value)}"
    if len(flow) <= _LINE_MAX and not (isinstance(value, str) and "\n" in value):
        return flow
    return _dumped({key: value}, flow=False if isinstance(value, str) else None)


def _dumped(value: Json, *, flow: bool | None) -> str:
    width = _LINE_MAX if flow is None else _ENDLESS
    text: str = yaml.dump(
        value, Dumper=_Dumper, default_flow_style=flow, width=width, allow_unicode=True, sort_keys=False
    )
    return text.removesuffix("\n").removesuffix("\n...")
