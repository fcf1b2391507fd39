"""The pieces of a JSON Schema: what a text, a duration or a mapping looks like to an editor.

Draft 7, because the YAML servers of editors read none that is newer.
"""

from collections.abc import Iterable, Mapping

from simulator.values import Json

Schema = dict[str, Json]

DRAFT = "http://json-schema.org/draft-07/schema#"
ANYTHING: Schema = {}
TEXT: Schema = {"type": ["string", "number"]}
DURATION: Schema = {"type": "string", "examples": ["30 minutes", "4 hours", "7 days"]}
INSTANT: Schema = {"type": "string", "examples": ["2026-03-02T09:00:00Z"]}
BOOLEAN: Schema = {"type": "boolean"}
COUNT: Schema = {"type": "integer", "minimum": 0}
COUNT_FROM_ONE: Schema = {"type": "integer", "minimum": 1}


def told(shape: Schema, description: str) -> Schema:
    """The shape with what an editor shows beside it."""
    return {**shape, "description": description}


def words(choices: Iterable[Json]) -> Schema:
    """One of a few words."""
    return {"enum": list(choices)}


def list_of(member: Schema) -> Schema:
    return {"type": "array", "items": member}


def one_or_more(member: Schema) -> Schema:
    """One of it, or a list."""
    return {"anyOf": [member, list_of(member)]}


def any_of(*shapes: Schema) -> Schema:
    return {"anyOf": list(shapes)}


def names_of(member: Schema) -> Schema:
    """A mapping from names of the user's own."""
    return {"type": "object", "additionalProperties": member}


def record(keys: Iterable[str], shapes: Mapping[str, Schema], *, required: Iterable[str] = ()) -> Schema:
    """A mapping that has no other keys than those of the parser, each with its shape."""
    return {
        "type": "object",
        "properties": {key: shapes[key] for key in keys},
        "required": list(required),
        "additionalProperties": False,
    }


def when(condition: Schema, then: Schema) -> Schema:
    """What must hold of a value that the condition holds of."""
    return {"if": condition, "then": then}


def defined(name: str) -> Schema:
    """What the schema defines under that name."""
    return {"$ref": f"#/definitions/{name}"}
