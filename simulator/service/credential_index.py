"""Whose secret it is, found in a time that tells nothing about it.

Secrets are looked up by a keyed digest: what a guess shares with a secret is nothing that its digest shares with the
other's, so neither the look-up nor its comparison can be measured one character after the other.
"""

import os
from hashlib import blake2b
from typing import Generic, TypeVar

_KEY_BYTES = 32
_DIGEST_BYTES = 16

T = TypeVar("T")


class CredentialIndex(Generic[T]):
    """Owners by their secrets. The key is drawn for each index; nothing that anybody can see depends on it."""

    def __init__(self) -> None:
        self._key = os.urandom(_KEY_BYTES)
        self._owners: dict[bytes, T] = {}

    def add(self, secret: str, owner: T) -> None:
        """From now on the secret is the owner's."""
        self._owners[self._digest(secret)] = owner

    def remove(self, secret: str) -> None:
        """From now on the secret, which was somebody's, is nobody's."""
        del self._owners[self._digest(secret)]

    def owner_of(self, secret: str) -> T | None:
        """Whose secret it is; nothing if nobody's."""
        return self._owners.get(self._digest(secret))

    def _digest(self, secret: str) -> bytes:
        # What a caller sends may hold any character, also one that UTF-8 has no bytes for.
        told = secret.encode("utf-8", "surrogatepass")
        return blake2b(told, key=self._key, digest_size=_DIGEST_BYTES).digest()
