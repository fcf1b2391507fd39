"""Writes the table of the App API's documented operations from the vendor's OpenAPI file.

`python -m docs.app_api_operations customer-io-app-api-openapi.json` reads that file; the package answers 501 by name
to what stands in the table and is not emulated.
"""

import sys
from pathlib import Path

import msgspec

TABLE = Path(__file__).parents[1] / "simulator" / "wire" / "app_api" / "operations.json"
_METHODS = ("get", "post", "put", "patch", "delete")


class _Operation(msgspec.Struct):
    """What of an operation is read."""

    summary: str
    operation_id: str = msgspec.field(name="operationId")


class _Specification(msgspec.Struct):
    paths: dict[str, dict[str, msgspec.Raw]]


def table(specification: bytes) -> bytes:
    """One row for each operation, in order of path and method: method, path, operation id and summary."""
    paths = msgspec.json.decode(specification, type=_Specification).paths
    rows = []
    for path, members in sorted(paths.items()):
        for method in _METHODS:
            if method in members:
                operation = msgspec.json.decode(members[method], type=_Operation)
                row = (method.upper(), path, operation.operation_id, operation.summary)
                rows.append("  " + msgspec.json.encode(row).decode())
    return ("[\n" + ",\n".join(rows) + "\n]\n").encode()


if __name__ == "__main__":
    TABLE.write_bytes(table(Path(sys.argv[1]).read_bytes()))
    sys.stdout.write(f"wrote {TABLE.name}\n")
