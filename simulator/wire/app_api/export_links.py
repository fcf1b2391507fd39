"""Links to the files of exports: whoever has one gets the file without a key, and nobody can guess one.

A link tells workspace, export and until when it works, and is sealed with the workspace's App key; so it depends on
nothing that is drawn, and has to be kept nowhere.
"""

import hmac
import re
from typing import NamedTuple

from simulator.instants import MINUTE, Instant
from simulator.wire.exchange import Request
from simulator.wire.hosts import API_OF_HOST, api_of_host

LINK_SECONDS = 15 * MINUTE
"""How long a link works on the workspace's clock (app.export.url15)."""

_LINK = re.compile(r"([1-9][0-9]{0,8})\.([1-9][0-9]{0,8})\.(-?[0-9]{1,12})\.([0-9a-f]{64})")
_AUTHORITY = re.compile(r"[A-Za-z0-9._\-\[\]:]+")
_APP_HOST = next(host for host, api in API_OF_HOST.items() if api == "app")


class Link(NamedTuple):
    """What a link tells: the numbers of workspace and export, the last second in which it works, and its seal."""

    workspace: int
    export: int
    until: Instant
    seal: str

    def is_sealed_by(self, app_key: str, file: bytes) -> bool:
        """Whether the owner of that key made the link to that file."""
        return hmac.compare_digest(self.seal, _seal(self.workspace, self.export, self.until, app_key, file))


def link_from(written: str) -> Link | None:
    """The link that the part of a path is; nothing if it is none."""
    found = _LINK.fullmatch(written)
    return None if found is None else Link(int(found[1]), int(found[2]), int(found[3]), found[4])


def workspace_of(written: str) -> int | None:
    """The number of the workspace that a link tells; nothing if it is no link."""
    link = link_from(written)
    return None if link is None else link.workspace


def link_path(workspace: int, export: int, until: Instant, *, app_key: str, file: bytes, file_name: str) -> str:
    """The path at which the file is to be had until then."""
    return f"/exports/{workspace}.{export}.{until}.{_seal(workspace, export, until, app_key, file)}/{file_name}"


def address(path: str, request: Request) -> str:
    """The path on the host that the caller of `request` used, so that a client can follow it as it is.

    The hosts of Customer.io are always called by https, whichever door answers for them.
    """
    host = request.headers.get("host", "")
    if not _AUTHORITY.fullmatch(host):
        host = _APP_HOST
    return f"{request.scheme if api_of_host(host) is None else 'https'}://{host}{path}"


def _seal(workspace: int, export: int, until: Instant, app_key: str, file: bytes) -> str:
    """Of the file as well, since numbers come again after a reset and a file must not."""
    told = b"%d.%d.%d." % (workspace, export, until)
    return hmac.new(app_key.encode(), told + file, "sha256").hexdigest()
