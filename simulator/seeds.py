"""A seed split into named streams, so that one more draw in one place moves no other.

A stream is a counter hashed with its name: the same on every machine, Python and hash seed, and any stream can be
opened without its neighbours.
"""

from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

_T = TypeVar("_T")
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Stream:
    """Draws that depend on the seed, the name and how many were drawn before; nothing else."""

    def __init__(self, seed: int, *names: str | int) -> None:
        self._key = blake2b(repr((seed, *names)).encode(), digest_size=32).digest()
        self._drawn = 0

    def bits(self, count: int) -> int:
        """A whole number of `count` bits, at most 256."""
        self._drawn += 1
        block = blake2b(self._drawn.to_bytes(8, "big"), key=self._key, digest_size=32).digest()
        return int.from_bytes(block, "big") >> (256 - count)

    def below(self, bound: int) -> int:
        """A whole number in `[0, bound)`; `bound` is at least 1."""
        return self.bits(128) % bound

    def choice(self, values: Sequence[_T]) -> _T:
        """One of `values`, which must not be empty."""
        return values[self.below(len(values))]

    def hexadecimal(self, digits: int) -> str:
        """A lower-case hexadecimal text of exactly `digits` digits, at most 64."""
        return f"{self.bits(4 * digits):0{digits}x}"

    def uuid(self) -> str:
        """A version 4 UUID as text."""
        bits = self.bits(128) & ~(0xF << 76) & ~(0x3 << 62) | (4 << 76) | (2 << 62)
        text = f"{bits:032x}"
        return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))

    def ulid(self, at: int) -> str:
        """A ULID whose time part is the instant `at` (whole seconds)."""
        return ulid_text(at * 1000, self.bits(80))


def ulid_text(milliseconds: int, randomness: int) -> str:
    """The 26 characters of the ULID with this time (48 bits) and randomness (80 bits)."""
    number = (milliseconds & (1 << 48) - 1) << 80 | randomness
    return "".join(_CROCKFORD[number >> shift & 31] for shift in range(125, -1, -5))


def stream(seed: int, *names: str | int) -> Stream:
    """The stream of `seed` called by `names`, from its beginning."""
    return Stream(seed, *names)
