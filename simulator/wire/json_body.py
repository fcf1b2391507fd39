"""Bodies as JSON objects: bytes to values and back.

What no JSON reader could hold is refused here once: text that is no UTF-8, numbers out of range, and nesting deeper
than any honest caller sends, which would overflow the readers behind. A whole number beyond 64 bits is read as a float,
as the real server's language does.
"""

import msgspec

from simulator.values import Json
from simulator.wire.exchange import Response

JSON_TYPE = "application/json; charset=utf-8"
_DEPTH_MAX = 100
_ANY_DIGIT = bytes.maketrans(b"123456789", b"000000000")
_LONG_NUMBER = b"0" * 19
"""What every whole number beyond 64 bits has, whatever its digits, and hardly any other body."""
_WHOLE_LEAST, _WHOLE_MOST = -(1 << 63), (1 << 64) - 1

encode = msgspec.json.Encoder().encode
_decode_object = msgspec.json.Decoder(dict[str, Json]).decode


def json_response(status: int, answer: object) -> Response:
    """A response that holds `answer`: plain values or a struct."""
    return Response(status, {"content-type": JSON_TYPE}, encode(answer))


def object_from(body: bytes) -> dict[str, Json]:
    """The members of the JSON object that `body` is; an empty body has none.

    Raises:
        ValueError: the body is no JSON object; the message says why.
    """
    if not body:
        return {}
    try:
        members = _decode_object(body)
    except RecursionError as error:
        raise ValueError(f"nested more than {_DEPTH_MAX} levels deep") from error
    except msgspec.DecodeError as error:
        raise ValueError(str(error)) from error
    if body.count(b"[") + body.count(b"{") > _DEPTH_MAX:
        _check_depth(members)
    if _LONG_NUMBER in body.translate(_ANY_DIGIT):
        return {name: _within_64_bits(value) for name, value in members.items()}
    return members


def _within_64_bits(value: Json) -> Json:
    """The value, with whole numbers that are too long as floats."""
    if isinstance(value, dict):
        return {name: _within_64_bits(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_within_64_bits(inner) for inner in value]
    if not isinstance(value, int) or _WHOLE_LEAST <= value <= _WHOLE_MOST:
        return value
    try:
        return float(value)
    except OverflowError as error:
        raise ValueError("a number is out of range") from error


def _check_depth(members: dict[str, Json]) -> None:
    level: list[Json] = [members]
    for _ in range(_DEPTH_MAX):
        level = [inner for outer in level for inner in _members_of(outer)]
    if level:
        raise ValueError(f"nested more than {_DEPTH_MAX} levels deep")


def _members_of(value: Json) -> list[Json]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []
