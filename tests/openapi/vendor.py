"""The vendor's own descriptions of the Track and App APIs, as an oracle that shares no code with ours.

References are followed by the validator, never copied.
"""

import re
from functools import cache
from typing import Literal, NamedTuple

import msgspec
from jsonschema import Draft202012Validator
from referencing.jsonschema import DRAFT202012, EMPTY_REGISTRY, SchemaRegistry

from simulator.values import Json
from tests.openapi.trimmed import specification

Described = Literal["track", "app"]
_METHODS = ("get", "put", "post", "delete")


class Documented(NamedTuple):
    """A method on a path, as the vendor names it."""

    api: Described
    method: str
    path: str
    operation: str
    statuses: frozenset[int]

    @property
    def _pointer(self) -> str:
        return f"/paths/{_escaped(self.path)}/{self.method.lower()}"

    def request_faults(self, body: bytes) -> list[str]:
        """What the vendor's schema has against the body of a request."""
        return _faults(self.api, f"{self._pointer}/requestBody/content/application~1json/schema", body)

    def answer_faults(self, status: int, body: bytes) -> list[str]:
        """What it has against the body of an answer; nothing where it describes none."""
        pointer, answer = self._at(f"{self._pointer}/responses/{status}")
        schema = f"{pointer}/content/application~1json/schema"
        return _faults(self.api, schema, body) if isinstance(answer, dict) and "content" in answer else []

    def answer_schema(self, status: int) -> Json:
        """What it says of the body of an answer, where references are left to be followed."""
        pointer, _ = self._at(f"{self._pointer}/responses/{status}")
        return self._at(f"{pointer}/content/application~1json/schema")[1]

    def _at(self, pointer: str) -> tuple[str, Json]:
        """What stands there, or where it points to, and where that is."""
        found = _at(self.api, pointer)
        if isinstance(found, dict) and "$ref" in found:
            return self._at(str(found["$ref"]).removeprefix("#"))
        return pointer, found

    def properties(self, schema: Json) -> dict[str, Json]:
        """The members of an object that a schema of the same API describes, the first of it where it may be several."""
        assert isinstance(schema, dict)
        if "$ref" in schema:
            return self.properties(_at(self.api, str(schema["$ref"]).removeprefix("#")))
        alternatives = schema.get("anyOf")
        if isinstance(alternatives, list):
            return self.properties(alternatives[0])
        return msgspec.convert(schema["properties"], dict[str, Json])

    def examples(self) -> list[Json]:
        """The vendor's own requests; a merge of v2 without type and action, which both are required, is a slip."""
        asked = _at(self.api, self._pointer)
        if not isinstance(asked, dict) or "requestBody" not in asked:
            return []
        media = _at(self.api, f"{self._pointer}/requestBody/content/application~1json")
        assert isinstance(media, dict)
        places = [media, *_alternatives(self.api, media["schema"])]
        found = [place["example"] for place in places if "example" in place]
        return [one for one in found if isinstance(one, dict) and (self.operation != "entity" or "action" in one)]


@cache
def documented(api: Described = "track") -> tuple[Documented, ...]:
    """Everything that the vendor describes of the API."""
    paths = _document(api)["paths"]
    assert isinstance(paths, dict)
    return tuple(
        Documented(
            api,
            method.upper(),
            path,
            str(row["operationId"]),
            frozenset(map(int, filter(str.isdigit, row["responses"]))),
        )
        for path, rows in paths.items()
        if isinstance(rows, dict)
        for method, row in rows.items()
        if method in _METHODS and isinstance(row, dict) and isinstance(row["responses"], dict)
    )


def documented_at(method: str, path: str) -> Documented:
    """What the vendor says of a request to that path of the Track API."""
    return next(
        one
        for one in documented()
        if one.method == method and re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", one.path), path)
    )


def documented_as(api: Described, operation: str) -> Documented:
    """What the vendor calls so."""
    return next(one for one in documented(api) if one.operation == operation)


@cache
def _document(api: Described) -> dict[str, Json]:
    whole = _plain(specification(api))
    assert isinstance(whole, dict)
    return whole


def _plain(schema: Json) -> Json:
    """OpenAPI's schemas as JSON schemas: what may be null says so by its type."""
    if isinstance(schema, list):
        return [_plain(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    members = {name: _plain(member) for name, member in schema.items()}
    if members.get("nullable") is True and isinstance(members.get("type"), str):
        members["type"] = [members.pop("type"), "null"]
    return members


def _at(api: Described, pointer: str) -> Json:
    found: Json = _document(api)
    for step in pointer.removeprefix("/").split("/"):
        assert isinstance(found, dict), pointer
        found = found[step.replace("~1", "/").replace("~0", "~")]
    return found


def _alternatives(api: Described, schema: Json) -> list[dict[str, Json]]:
    """The schema and those that it is one of, with their references followed."""
    assert isinstance(schema, dict)
    if "$ref" in schema:
        return _alternatives(api, _at(api, str(schema["$ref"]).removeprefix("#")))
    listed = schema.get("anyOf", [])
    assert isinstance(listed, list)
    return [schema, *(found for one in listed for found in _alternatives(api, one))]


def _faults(api: Described, pointer: str, body: bytes) -> list[str]:
    validator = Draft202012Validator({"$ref": f"{_name(api)}#{pointer}"}, registry=_registry(api))
    return [f"{fault.json_path}: {fault.message}" for fault in validator.iter_errors(msgspec.json.decode(body))]


@cache
def _registry(api: Described) -> SchemaRegistry:
    described = DRAFT202012.create_resource(_document(api))
    registry: SchemaRegistry = EMPTY_REGISTRY.with_resource(_name(api), described)
    return registry


def _name(api: Described) -> str:
    return f"urn:{api}"


def _escaped(path: str) -> str:
    return path.replace("~", "~0").replace("/", "~1")
