"""What a condition reads."""

import pytest

from simulator.documents import NOWHERE, Problems
from simulator.workspace.segments.references import References, references
from simulator.workspace.segments.sentences import parse_sentence


def read_by(text: str) -> References:
    condition = parse_sentence(text, NOWHERE, Problems())
    assert condition is not None
    return references(condition)


def test_events_attributes_and_segments_are_found_however_deep() -> None:
    found = read_by('performed "A" where total > 5 and not (viewed page "/b" or in segment "C" or d.e exists)')

    assert found == References(
        segments=frozenset(("C",)), events=frozenset((("event", "A"), ("page", "/b"))), attributes=frozenset(("d",))
    )


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ('performed "A" within 1 day', False),
        ('not performed "A" within 1 day', True),
        ('not (in segment "B" or performed "A" within 1 day)', True),
        ('not not performed "A" within 1 day', False),
        ('not performed "A"', False),
        ('not performed "A" after 2026-03-02', False),
    ],
)
def test_only_a_negated_window_asks_for_the_age_of_the_profile(text: str, ages: bool) -> None:
    assert read_by(text).ages is ages


def test_what_two_conditions_read_joins() -> None:
    first, second = read_by('not performed "A" within 1 day'), read_by('in segment "B"')

    assert first | second == References(frozenset(("B",)), frozenset((("event", "A"),)), ages=True)
