"""How much of the server one caller may take: so that a slow or a greedy one does not hold the others."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What is waited for and held at most.

    Attributes:
        head_seconds: from the first byte of a request, or from the connection, to the end of its headers; a TLS
            handshake has as long.
        stall_seconds: for which a body may not grow, or an answer not be read.
        idle_seconds: between two requests; longer than clients keep an idle connection, so that none sends into one
            that has just been closed.
        head_bytes: of a request line with its headers.
        body_bytes: of a body.
        connections: that are open at once.
    """

    head_seconds: float = 10
    stall_seconds: float = 10
    idle_seconds: float = 75
    head_bytes: int = 64 * 1024
    body_bytes: int = 10 * 1024 * 1024
    connections: int = 900
