"""Who may ever become one person, by the calls that name them."""

from simulator.engine.explorer.circles import circles_of
from simulator.operations import Delete, Identifier, Merge, Operation
from tests.builders import identify, named, track

A, B = "a@example.com", "b@example.com"


def circles(*calls: Operation) -> set[frozenset[str]]:
    found = circles_of(calls)
    return {frozenset(name for name in found if found[name] == circle) for circle in found.values()}


def test_people_whom_no_call_names_together_are_of_two_circles() -> None:
    assert circles(identify(A), track(B, "Order Placed"), Delete(named(A))) == {frozenset({A}), frozenset({B})}


def test_a_key_that_a_call_brings_belongs_to_the_person() -> None:
    assert circles(identify("u1", email=A), identify("u2", id=7)) == {frozenset({"u1", A}), frozenset({"u2", "7"})}


def test_an_anonymous_id_joins_everybody_it_was_given_with() -> None:
    calls = (track(None, anonymous_id="x"), identify(A, anonymous_id="x"), identify(B, anonymous_id="x"))

    assert circles(*calls) == {frozenset({"x", A, B})}


def test_a_merge_joins_what_was_named_with_either_side_before() -> None:
    calls = (identify("u1", email=A), identify("u2", email=B), Merge(named("u1"), named("u2")))

    assert circles(*calls) == {frozenset({"u1", A, "u2", B})}


def test_forms_of_one_key_are_one() -> None:
    assert circles(identify("A@Example.com"), identify(f" {A} ")) == {frozenset({A})}


def test_a_cio_id_may_be_anybodys() -> None:
    assert circles(identify(A), Delete(Identifier("cio_id", "03000001"))) == set()
