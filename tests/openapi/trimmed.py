"""The vendor's specifications, trimmed to what calls can be made from: `python tests/openapi/trimmed.py FILE NAME`.

Prose, titles and examples go, but for examples of whole requests. `oneOf` becomes `anyOf`: the vendor writes "a text,
or a text, or a text" for the kinds of identifiers, and nothing is exactly one of these. The files come from
Customer.io's documentation, where each API offers its own for download (Track API 1.0.0, App API 1.0.0; taken in
November 2026).
"""

import gzip
import sys
from pathlib import Path

import msgspec

from simulator.values import Json

HERE = Path(__file__).parent
_PROSE = frozenset({"description", "example", "examples", "summary", "title", "tags", "x-tagGroups", "x-webhooks"})
_WHOLE = frozenset({"email", "primary", "ids", "batch", "action"})
"""What an example has that is a whole request of the Track API."""
_SAID = {"oneOf": "anyOf"}


def specification(name: str) -> dict[str, Json]:
    """The stored specification of the `track` or `app` API."""
    return msgspec.json.decode(gzip.decompress((HERE / f"{name}.json.gz").read_bytes()), type=dict[str, Json])


def trimmed(value: Json, *, names: bool = False) -> Json:
    """The value without prose; where the keys are names of the user's, all stay."""
    if isinstance(value, list):
        return [trimmed(one) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        key if names else _SAID.get(key, key): trimmed(inner, names=key == "properties")
        for key, inner in value.items()
        if names or key not in _PROSE or _is_whole_request(key, inner)
    }


def _is_whole_request(key: str, inner: Json) -> bool:
    return key == "example" and isinstance(inner, dict) and bool(_WHOLE & inner.keys())


def main(source: Path, name: str) -> None:
    whole = msgspec.json.decode(source.read_bytes(), type=dict[str, Json])
    kept = trimmed(whole)
    assert isinstance(kept, dict)
    kept["info"] = {"title": name, "version": "trimmed"}
    (HERE / f"{name}.json.gz").write_bytes(gzip.compress(msgspec.json.encode(kept), mtime=0))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
