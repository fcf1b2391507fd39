"""Attachments of a transactional email: file names to contents in base64, at most 2 MB in all."""

from base64 import b64decode
from collections.abc import Mapping

from simulator.wire.exchange import Refused
from simulator.wire.meta_errors import meta_error

SIZE_MAX = 2 * 1024 * 1024
"""How many bytes all files of a message may have together."""
_FORBIDDEN = frozenset(
    (
        "ade", "adp", "apk", "app", "bat", "cab", "chm", "cmd", "com", "cpl", "dll", "dmg", "exe", "hta", "ins", "isp",
        "jar", "js", "jse", "lib", "lnk", "mde", "msc", "msi", "msp", "mst", "nsh", "pif", "ps1", "scr", "sct", "sh",
        "shb", "sys", "vb", "vbe", "vbs", "vxd", "wsc", "wsf", "wsh",
    )
)  # fmt: skip
"""Types that mail providers take from nobody; which ones the real product refuses is not documented."""


def names_of(attachments: Mapping[str, str]) -> tuple[str, ...]:
    """The names of the files.

    Raises:
        Refused: a file is no base64 (400), of a forbidden type (403), or all together are too big (413).
    """
    size = 0
    for name, content in attachments.items():
        _, dot, kind = name.rpartition(".")
        if not dot or kind.lower() in _FORBIDDEN:
            raise Refused(meta_error(403, f"Forbidden file type {kind if dot else ''} for attachment {name}."))
        try:
            size += len(b64decode("".join(content.split()), validate=True))
        except ValueError as error:
            raise Refused(meta_error(400, f'Attachment must be base64 encoded: "{name}"\n')) from error
    if size >= SIZE_MAX:
        raise Refused(meta_error(413, "Total attachment size exceeds the limit"))
    return tuple(attachments)
