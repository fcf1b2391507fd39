"""Bodies that are documents, in JSON or YAML, as nodes.

What says that it is JSON or YAML is read so; else what begins like JSON is read as JSON, whose escapes YAML does not
share and whose values tell no positions, and the rest is YAML.
"""

from simulator.documents import Node, Place, Problems, load_text, node_of
from simulator.errors import DefinitionError
from simulator.wire import json_body
from simulator.wire.exchange import Request

BODY = Place("<body>", 1, 1)
"""Where the values of a JSON body stand."""


def document_from(request: Request, problems: Problems) -> Node:
    """The document in the body; an empty one after noting what is wrong with it. No body is an empty document."""
    said = request.headers.get("content-type", "")
    if "json" in said:
        return _json(request.body, problems)
    if "yaml" in said:
        return _yaml(request.body, problems)
    if not request.body.strip() or request.body.lstrip().startswith(b"{"):
        return _json(request.body.strip(), problems)
    return _yaml(request.body, problems)


def _json(body: bytes, problems: Problems) -> Node:
    try:
        return node_of(json_body.object_from(body), place=BODY)
    except ValueError as error:
        problems.add(BODY, f"is not a JSON object: {error}")
    except DefinitionError as error:
        for finding in error.problems:
            problems.add(BODY, str(finding).removeprefix(f"{BODY}: "))
    return node_of({}, place=BODY)


def _yaml(body: bytes, problems: Problems) -> Node:
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problems.add(BODY, f"is not UTF-8 text: byte {error.start}")
        return node_of({}, place=BODY)
    return load_text(text, problems, path=BODY.path) or node_of({}, place=BODY)
