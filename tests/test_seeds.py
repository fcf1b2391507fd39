"""Streams of a seed: the same for ever, and none in another's way."""

import re

from hypothesis import given
from hypothesis import strategies as st

from simulator.seeds import Stream, stream, ulid_text


def drawn(source: Stream) -> list[int]:
    return [source.below(1_000) for _ in range(5)]


def test_the_same_seed_and_name_draw_the_same_on_every_machine_for_ever() -> None:
    maya = stream(7, "shoppers", "Maya")

    assert drawn(maya) == [264, 991, 849, 898, 60]
    assert maya.uuid() == "4c0e4018-641f-49cd-98b1-90e558109f98"
    assert maya.ulid(1_772_442_000) == "01KJPWD6M0CHQNMAETB1MCXF0D"
    assert maya.hexadecimal(8) == "dbcd41e0"


def test_a_draw_in_one_stream_moves_no_other() -> None:
    alone = drawn(stream(7, "Noor"))
    maya, noor = stream(7, "Maya"), stream(7, "Noor")
    maya.bits(8)

    assert drawn(noor) == alone


def test_another_seed_or_another_name_is_another_stream() -> None:
    streams = [stream(7), stream(8), stream(7, "a"), stream(7, "a", "b"), stream(7, "ab"), stream(7, 1), stream(7, "1")]

    assert len({tuple(drawn(one)) for one in streams}) == len(streams)


@given(st.integers(), st.integers(1, 10**9))
def test_draws_stay_below_their_bound(seed: int, bound: int) -> None:
    assert 0 <= stream(seed).below(bound) < bound


def test_every_value_is_chosen_now_and_then() -> None:
    source = stream(7)

    assert {source.choice("abc") for _ in range(50)} == {"a", "b", "c"}


@given(st.integers())
def test_made_up_ids_look_like_real_ones(seed: int) -> None:
    source = stream(seed)

    assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", source.uuid())
    assert re.fullmatch(r"[0-7][0-9A-HJKMNP-TV-Z]{25}", source.ulid(1_772_442_000))
    assert re.fullmatch(r"[0-9a-f]{5}", source.hexadecimal(5))


def test_a_ulid_begins_with_its_time_and_sorts_by_it() -> None:
    assert ulid_text(1_469_918_176_385, 0) == "01ARYZ6S410000000000000000"
    assert ulid_text(1, 2**80 - 1) < ulid_text(2, 0)
