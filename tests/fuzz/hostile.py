"""What nobody sends in good faith: paths, headers and bodies that have broken servers before."""

from collections.abc import Callable

import msgspec
from hypothesis import strategies as st

from simulator.values import Json
from simulator.wire import Request
from simulator.wire.credentials import basic_header, bearer_header
from simulator.wire.routing import Api

METHODS = st.sampled_from(["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "get", "TRACE", "BREW"])

NAMES = [
    "id",
    "email",
    "cio_id",
    "phone",
    "anonymous_id",
    "name",
    "type",
    "data",
    "attributes",
    "device",
    "token",
    "platform",
    "identifiers",
    "primary",
    "secondary",
    "timestamp",
    "_timestamp",
    "last_used",
    "_update",
    "cio_relationships",
    "action",
    "relationships",
    "object_type_id",
    "object_id",
    "ids",
    "unsubscribed",
    "filter",
    "and",
    "or",
    "not",
    "segment",
    "field",
    "operator",
    "value",
    "batch",
    "recipients",
    "to",
    "from",
    "subject",
    "body",
    "message_data",
    "send_at",
    "by",
    "until",
    "definition",
    "clock",
    "mode",
    "segments",
    "campaigns",
    "transactional_message_id",
    "limit",
    "start",
    "attachments",
    "filters",
    "campaign_id",
    "metric",
    "end",
    "drafts",
]
"""Members that some route reads."""

_ODD_TEXTS = st.sampled_from(
    [
        "",
        " ",
        "\x00",
        "a\x00b",
        "é" * 200,
        "\ufeff",
        "\u202e",
        "..",
        "%",
        "5",
        "cio_",
        "cio_1",
        "maya@example.com",
        "@",
        "x" * 10_000,
        "{{ event.x",
        "{% for %}",
        "<script>",
        "'; --",
        "1e999",
        "person",
        "identify",
        "event",
        "merge",
        "ios",
        "true",
    ]
)
_ODD_NUMBERS: st.SearchStrategy[Json] = st.sampled_from(
    [0, -1, 1, 2**31, 2**53, 2**63, 2**64, -(2**63), 10**300, 10**400, 0.1, -0.0, 1e308, 5e-324]
)
_LEAVES: st.SearchStrategy[Json] = st.none() | st.booleans() | _ODD_NUMBERS | _ODD_TEXTS | st.text(max_size=8)
VALUES = st.recursive(
    _LEAVES,
    lambda inner: st.dictionaries(st.sampled_from(NAMES) | _ODD_TEXTS, inner, max_size=4) | st.lists(inner, max_size=3),
    max_leaves=10,
)

_RAW = st.sampled_from(
    [
        b"",
        b"null",
        b"[]",
        b"{",
        b'{"a"',
        b"\xff\xfe{}",
        b'{"name":"\\ud800"}',
        b'{"\\ud800":1}',
        b'{"name":"a","name":"b"}',
        b'{"id":1e400}',
        b'{"id":-0}',
        b'{"id":NaN}',
        b'{"data":{"":{"":null}}}',
        b"\x00" * 50,
        b"name=x&data[a][b]=1",
        b"%%%=%zz",
        b"{" * 3_000,
        b'{"data":' + b"[" * 5_000 + b"]" * 5_000 + b"}",
        b'{"a":' * 90 + b"1" + b"}" * 90,
        b"\x1f\x8b\x08\x00broken",
    ]
)
BODIES = st.one_of(
    st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=6).map(msgspec.json.encode),
    _RAW,
    st.binary(max_size=40),
)

_SEGMENTS = st.sampled_from(
    [
        "5",
        "1",
        "0",
        "-1",
        "99999999999999999999",
        "%00",
        "%2F",
        "%252F",
        "%FF%FE",
        "%",
        "..",
        "a%20b",
        "maya%40example.com",
        "cio_",
        "cio_01",
        "%F0%9F%92%A9",
        "default",
        "Known%20Purchasers",
        "x" * 3_000,
        "",
        "attributes",
        "\xe9",
    ]
)
QUERIES = st.sampled_from(
    [
        "",
        "&&==",
        "limit=-1",
        "limit=0",
        "limit=1e9",
        "limit=99999999999999999999",
        "start=%FF",
        "start=MDox",
        "start=AAAA",
        "email=%00",
        "email=maya%40example.com",
        "id_type=nobody",
        "id_type=email",
        "type=event&name=%FE",
        "effect=none",
        "effect=x",
        "a" * 4_000,
    ]
)
_ODD_HEADERS = st.dictionaries(
    st.sampled_from(
        [
            "content-type",
            "content-encoding",
            "accept-language",
            "x-sim-at",
            "x-sim-delivery",
            "host",
            "origin",
            "user-agent",
            "access-control-request-method",
            "traceparent",
            "authorization",
        ]
    ),
    st.sampled_from(
        [
            "",
            "application/json",
            "application/x-www-form-urlencoded",
            "text/plain",
            "gzip",
            "br",
            "gzip, gzip",
            "identity",
            "2026-01-05T09:00:00Z",
            "9999-12-31T23:59:59Z",
            "0001-01-01",
            "not a time",
            "x;source=",
            ";;;source",
            "api.customer.io",
            "evil.example.com",
            "Basic",
            "Basic !!!!",
            "Basic " + "A" * 2_000,
            "Bearer",
            "Bearer \xff",
            "Digest x",
            "\x00",
            "é" * 300,
        ]
    ),
    max_size=3,
)

KEYS: dict[Api, dict[str, str]] = {
    "track": {"authorization": basic_header("sim-site", "sim-track-key")},
    "app": {"authorization": bearer_header("sim-app-key")},
    "pipelines": {"authorization": basic_header("sim-write-key", "")},
    "control": {},
}


def calls_of(method: str, pattern: str, api: Api) -> st.SearchStrategy[Request]:
    """Calls of one route, with its key or what an attacker sends instead."""
    values = pattern.count("{")
    return st.builds(
        _call(method, pattern, api),
        st.lists(_SEGMENTS, min_size=values, max_size=values),
        QUERIES,
        _ODD_HEADERS,
        BODIES,
    )


def _call(method: str, pattern: str, api: Api) -> Callable[[list[str], str, dict[str, str], bytes], Request]:
    def call(segments: list[str], query: str, headers: dict[str, str], body: bytes) -> Request:
        return Request(method, _filled(pattern, segments), query, {**KEYS[api], **headers}, body)

    return call


def _filled(pattern: str, segments: list[str]) -> str:
    given = iter(segments)
    return "/".join(next(given) if part.startswith("{") else part for part in pattern.split("/"))


ANYWHERE = st.builds(
    Request,
    METHODS,
    st.lists(_SEGMENTS | st.sampled_from(["api", "v1", "v2", "_sim", "track", "app", "cdp"]), max_size=5).map(
        lambda parts: "/" + "/".join(parts)
    ),
    QUERIES,
    _ODD_HEADERS,
    BODIES,
)
"""Calls of any path, most of which nobody serves."""
