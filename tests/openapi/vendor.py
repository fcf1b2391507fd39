"""The vendor's own description of the Track API, as an oracle that shares no code with ours."""

import re
from functools import cache
from typing import NamedTuple

import msgspec
from jsonschema import Draft202012Validator
from referencing.jsonschema import DRAFT202012, EMPTY_REGISTRY, SchemaRegistry

from simulator.values import Json
from tests.openapi.trimmed import specification

_NAME = "urn:track"
_METHODS = ("get", "put", "post", "delete")


class Documented(NamedTuple):
    """A method on a path, as the vendor names it."""

    method: str
    path: str
    operation: str
    statuses: frozenset[int]

    @property
    def _pointer(self) -> str:
        return f"/paths/{_escaped(self.path)}/{self.method.lower()}"

    def request_faults(self, body: bytes) -> list[str]:
        """What the vendor's schema has against the body of a request."""
        return _faults(f"{self._pointer}/requestBody/content/application~1json/schema", body)

    def answer_faults(self, status: int, body: bytes) -> list[str]:
        """What it has against the body of an answer; nothing where it describes none."""
        pointer = f"{self._pointer}/responses/{status}"
        answer = _at(pointer)
        if isinstance(answer, dict) and "$ref" in answer:
            pointer = str(answer["$ref"]).removeprefix("#")
            answer = _at(pointer)
        schema = f"{pointer}/content/application~1json/schema"
        return _faults(schema, body) if isinstance(answer, dict) and "content" in answer else []

    def examples(self) -> list[Json]:
        """The vendor's own requests; a merge of v2 without type and action, which both are required, is a slip."""
        asked = _at(self._pointer)
        if not isinstance(asked, dict) or "requestBody" not in asked:
            return []
        media = _at(f"{self._pointer}/requestBody/content/application~1json")
        assert isinstance(media, dict)
        places = [media, *_alternatives(media["schema"])]
        found = [place["example"] for place in places if "example" in place]
        return [one for one in found if isinstance(one, dict) and (self.operation != "entity" or "action" in one)]


@cache
def documented() -> tuple[Documented, ...]:
    """Everything that the vendor describes."""
    paths = _document()["paths"]
    assert isinstance(paths, dict)
    return tuple(
        Documented(method.upper(), path, str(row["operationId"]), frozenset(map(int, row["responses"])))
        for path, rows in paths.items()
        if isinstance(rows, dict)
        for method, row in rows.items()
        if method in _METHODS and isinstance(row, dict) and isinstance(row["responses"], dict)
    )


def documented_at(method: str, path: str) -> Documented:
    """What the vendor says of a request to that path."""
    return next(
        one
        for one in documented()
        if one.method == method and re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", one.path), path)
    )


@cache
def _document() -> dict[str, Json]:
    return specification("track")


def _at(pointer: str) -> Json:
    found: Json = _document()
    for step in pointer.removeprefix("/").split("/"):
        assert isinstance(found, dict), pointer
        found = found[step.replace("~1", "/").replace("~0", "~")]
    return found


def _alternatives(schema: Json) -> list[dict[str, Json]]:
    """The schema and those that it is one of, with their references followed."""
    assert isinstance(schema, dict)
    if "$ref" in schema:
        return _alternatives(_at(str(schema["$ref"]).removeprefix("#")))
    listed = schema.get("anyOf", [])
    assert isinstance(listed, list)
    return [schema, *(found for one in listed for found in _alternatives(one))]


def _faults(pointer: str, body: bytes) -> list[str]:
    validator = Draft202012Validator({"$ref": f"{_NAME}#{pointer}"}, registry=_registry())
    return [f"{fault.json_path}: {fault.message}" for fault in validator.iter_errors(msgspec.json.decode(body))]


@cache
def _registry() -> SchemaRegistry:
    registry: SchemaRegistry = EMPTY_REGISTRY.with_resource(_NAME, DRAFT202012.create_resource(_document()))
    return registry


def _escaped(path: str) -> str:
    return path.replace("~", "~0").replace("/", "~1")
