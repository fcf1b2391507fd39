"""Who calls: the four credentials of a workspace, and how each API carries them.

Track takes HTTP Basic with the site id and its key, the App API a Bearer token.
"""

from base64 import b64encode
from binascii import a2b_base64

import msgspec


class Credentials(msgspec.Struct, frozen=True, gc=False):
    """What a workspace hands to its callers; `write_key` is for the Pipelines sources."""

    site_id: str
    track_key: str
    app_key: str
    write_key: str


DEFAULT_CREDENTIALS = Credentials("sim-site", "sim-track-key", "sim-app-key", "sim-write-key")
"""Those of the workspace `default`."""

_STANDARD_ALPHABET = str.maketrans("-_", "+/")


def basic_header(site_id: str, track_key: str) -> str:
    """The `Authorization` of a Track call."""
    return f"Basic {b64encode(f'{site_id}:{track_key}'.encode()).decode()}"


def bearer_header(app_key: str) -> str:
    """The `Authorization` of an App API call."""
    return f"Bearer {app_key}"


def headers_of(credentials: Credentials) -> tuple[str, str, str]:
    """The `Authorization` of a call of each API: Track, App, Pipelines."""
    return (
        basic_header(credentials.site_id, credentials.track_key),
        bearer_header(credentials.app_key),
        basic_header(credentials.write_key, ""),
    )


def basic_pair(authorization: str) -> tuple[str, str] | None:
    """Site id and key of an `Authorization` header; nothing if it holds none.

    Both base64 alphabets are read, with or without padding (track.v1.auth-urlsafe-base64).
    """
    scheme, _, encoded = authorization.partition(" ")
    if scheme.lower() != "basic":
        return None
    if "-" in encoded or "_" in encoded:
        encoded = encoded.translate(_STANDARD_ALPHABET)
    try:
        user, colon, password = a2b_base64(encoded + "==").decode().partition(":")
    except ValueError:
        return None
    return (user, password) if colon else None


def bearer_token(authorization: str) -> str | None:
    """The token of an `Authorization` header; nothing if it holds none."""
    scheme, _, token = authorization.partition(" ")
    return token.strip() or None if scheme.lower() == "bearer" else None
