"""Make `track_api.json` from the vendor's OpenAPI file of the Track API, without its prose.

The file is `Customer.io Journeys Track API` 1.0.0, as the vendor's documentation offers it for download (November
2026). Kept are paths, parameters, schemas, answers and the examples of whole requests. To take a newer one:

    python tests/openapi/trim.py customer-io-track-api-openapi.json > tests/openapi/track_api.json
"""

import json
import re
import sys
from pathlib import Path

_PROSE = frozenset(
    (
        "description", "examples", "externalDocs", "info", "servers", "summary", "tags", "title", "x-codeSamples",
        "x-tagGroups",
    )
)  # fmt: skip
_WHOLE = frozenset(("email", "primary", "ids", "batch", "action"))
"""What an example has that is a request of its own."""
_REFERENCE = re.compile(r"#/components/(\w+)/([\w.-]+)")


def trimmed(value: object, *, names: bool = False) -> object:
    """The value without prose; `names` says that its keys are names of properties, of schemas or of examples."""
    if isinstance(value, list):
        return [trimmed(one) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        key: inner if key == "example" else trimmed(inner, names=key in ("properties", "schemas") and not names)
        for key, inner in value.items()
        if names or not (key in _PROSE or (key == "example" and not _is_whole_request(inner)))
    }


def _is_whole_request(example: object) -> bool:
    return isinstance(example, dict) and bool(_WHOLE & example.keys())


def reached(document: dict[str, dict[str, dict[str, object]]]) -> set[str]:
    """The components that the paths name, and those that these name."""
    found: set[str] = set()
    waiting = [json.dumps(document["paths"])]
    while waiting:
        for kind, name in _REFERENCE.findall(waiting.pop()):
            if f"{kind}/{name}" not in found:
                found.add(f"{kind}/{name}")
                waiting.append(json.dumps(document["components"][kind][name]))
    return found


if __name__ == "__main__":
    document = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    needed = reached(document)
    components = {
        kind: {name: trimmed(one) for name, one in named.items() if f"{kind}/{name}" in needed}
        for kind, named in document["components"].items()
    }
    kept = {"openapi": document["openapi"], "components": components, "paths": trimmed(document["paths"])}
    json.dump(kept, sys.stdout, indent=1, sort_keys=True, ensure_ascii=False)
    print()
