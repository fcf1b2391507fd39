import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.wire import json_body

WHOLE = st.integers(-(2**63), 2**64 - 1)
SCALARS = st.none() | st.booleans() | WHOLE | st.floats(allow_nan=False, allow_infinity=False)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(SCALARS | TEXTS, lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner), max_leaves=12)


@given(st.dictionaries(TEXTS, VALUES))
def test_objects_are_read_as_they_were_written(members: dict[str, object]) -> None:
    assert json_body.object_from(json_body.encode(members)) == members


@pytest.mark.parametrize("number", [2**64, -(2**63) - 1, 10**300])
def test_a_whole_number_beyond_64_bits_is_a_float(number: int) -> None:
    body = json_body.encode({"a": [{"b": number}], "kept": 2**64 - 1})

    members = json_body.object_from(body)

    assert json_body.encode(members) == json_body.encode({"a": [{"b": float(number)}], "kept": 2**64 - 1})


def test_no_body_is_an_object_without_members() -> None:
    assert json_body.object_from(b"") == {}


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        b"null",
        b'"text"',
        b"{'a': 1}",
        b'{"a": NaN}',
        b'{"a": 1e999}',
        b'{"a": "\xff"}',
        b'{"a": "\\ud800"}',
        b'{"a": 1} {}',
        b"\x00",
        b"name=x",
        b'{"a": ' + b"9" * 5_000 + b"}",
        b'{"a": ' + b"9" * 400 + b"}",
        b'{"a": ' * 100_000,
        b'{"a": ' + b"[" * 5_000 + b"]" * 5_000 + b"}",
        b'{"a": ' + b"[" * 101 + b"]" * 101 + b"}",
    ],
    ids=range(17),
)
def test_what_is_no_json_object_is_a_value_error(body: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        json_body.object_from(body)


def test_many_shallow_members_are_not_deep() -> None:
    members = {"rows": [{"a": [1]} for _ in range(500)]}

    assert json_body.object_from(json_body.encode(members)) == members
