"""What is wrong with a request, apart from the shape in which an API answers it.

Readers that several APIs share raise it; each translator says it in its own words. The three reasons are those of
Track v2 (track.v2.errors-shape).
"""

from typing import Literal

Reason = Literal["required", "invalid", "parse_error"]


class Malformed(Exception):
    """`field` is the path of the value from the request's root, empty where the whole request is meant."""

    def __init__(self, reason: Reason, field: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.field = field
        self.message = message
