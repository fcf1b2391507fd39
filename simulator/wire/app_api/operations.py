"""The operations that the vendor documents for the App API, as its OpenAPI file lists them.

`docs/app_api_operations.py` writes the table from that file.
"""

from importlib.resources import files
from typing import NamedTuple

import msgspec


class DocumentedOperation(NamedTuple):
    """A row of the table; `name` is the vendor's operation id."""

    method: str
    path: str
    name: str
    summary: str


DOCUMENTED: tuple[DocumentedOperation, ...] = msgspec.json.decode(
    files(__package__).joinpath("operations.json").read_bytes(), type=tuple[DocumentedOperation, ...]
)
"""In order of path and method."""
