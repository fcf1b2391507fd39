"""Texts to located values: scalars as in YAML 1.2, places, aliases, and whatever can be wrong with a text."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from simulator.documents import Node, Place, Problems, load_file, load_text, node_of
from simulator.errors import DefinitionError
from simulator.values import Json


def loaded(text: str) -> Node:
    problems = Problems()
    node = load_text(text, problems)
    assert node is not None, list(problems)
    assert not problems
    return node


def found_in(text: str) -> list[str]:
    """The problems of a text, without the file."""
    problems = Problems()
    load_text(text, problems)
    return [str(problem).removeprefix("<text>:") for problem in problems]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("on", "on"),
        ("yes", "yes"),
        ("12:30", "12:30"),
        ("2026-03-02", "2026-03-02"),
        ("007", "007"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        (".inf", ".inf"),
        ("true", True),
        ("False", False),
        ("~", None),
        ("", None),
        ("5", 5),
        ("+5", 5),
        ("-0", 0),
        ("5.0", 5.0),
        (".5", 0.5),
        ("5e3", 5000.0),
        ("123456789012345678901234567890", 123456789012345678901234567890),
        ("'5'", "5"),
        ('"true"', "true"),
        ("!!str 5", "5"),
        ("|\n  5\n", "5\n"),
    ],
)
def test_scalars_are_those_of_yaml_1_2(written: str, value: Json) -> None:
    ((_, _, member),) = loaded(f"a: {written}").entries()

    assert member.value == value
    assert type(member.value) is type(value)


def test_json_is_yaml() -> None:
    assert loaded('{"a": [1, 2.5, null, true, "x\\n"]}').plain() == {"a": [1, 2.5, None, True, "x\n"]}


def test_values_and_keys_know_their_places() -> None:
    node = loaded("a: 1\nb:\n  - x\n  - {c: y}\n")

    places = {key: (place.line, place.column) for key, place, _ in node.entries()}
    _, listed = (member for _, _, member in node.entries())

    assert places == {"a": (1, 1), "b": (2, 1)}
    assert isinstance(listed.value, list)
    assert [str(member.place) for member in listed.value] == ["<text>:3:5", "<text>:4:5"]


@pytest.mark.parametrize(
    ("written", "line", "column"),
    [
        ("a: plain", 1, 4),
        ("a: 'single'", 1, 5),
        ('a: "double"', 1, 5),
        ("a: |\n    block", 2, 5),
        ("a: |\n\n  block", 2, 3),
        ("a: &x 'anchored'", 1, 4),
    ],
)
def test_a_text_knows_where_its_first_character_stands(written: str, line: int, column: int) -> None:
    ((_, _, member),) = loaded(written).entries()

    assert member.text_place == Place("<text>", line, column)


def test_an_alias_stands_for_what_it_names() -> None:
    node = loaded("cart: &window {within: 4 hours}\norder: *window\n")

    assert node.plain() == {"cart": {"within": "4 hours"}, "order": {"within": "4 hours"}}


def test_a_key_may_be_named_and_repeated_by_an_alias() -> None:
    assert loaded("a: {&k total: 1}\nb: {*k : 2}").plain() == {"a": {"total": 1}, "b": {"total": 2}}


def test_a_merge_key_is_a_key_like_any_other() -> None:
    assert loaded("a: &x {b: 1}\nc: {<<: *x}").plain() == {"a": {"b": 1}, "c": {"<<": {"b": 1}}}


BILLIONS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{inner}: &{inner} [{', '.join([f'*{outer}'] * 9)}]\n" for outer, inner in zip("abcdefgh", "bcdefghi", strict=True)
)
CHAIN = "a0: &a0 [x]\n" + "".join(f"a{level}: &a{level} [*a{level - 1}]\n" for level in range(1, 100))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "1:1: is empty; expected a mapping"),
        ("# nothing but a comment", "1:1: is empty; expected a mapping"),
        ("a: 1\n---\nb: 2", "2:1: a second document begins; a text holds one"),
        ("a: 1\nb: 2\na: 3", "3:1: duplicate name 'a'; it stands already in line 1"),
        ("? [a]\n: 1", "1:3: a key must be a text"),
        ("a: &a [*a]", "1:8: alias 'a' stands inside the value that it names"),
        ("a: &window 1\nb: *windw", "2:4: unknown alias 'windw'. Did you mean 'window'?"),
        ("a: !secret x", "1:4: the tag '!secret' means nothing here; leave it out"),
        ("a: 1e999", "1:4: '1e999' is too large a number; a text stands in quotes"),
        (f"a: {'9' * 5000}", "1:4: '99999999999999999999...' is too large a number; a text stands in quotes"),
        ("a: b: c", "1:5: is not YAML: mapping values are not allowed in this context"),
        ("a: 1\n\tb: 2", "2:1: is not YAML: found a tab character that violates indentation"),
        ("é: 1\nb: \x07", "2:4: is not YAML: the control character 0x07 is not allowed"),
        ("a: \ud800", "1:1: is not Unicode text: character 4 is half of a pair"),
        ("[" * 900, "1:62: is nested more than 60 levels deep"),
        ("- " * 900, "1:123: is nested more than 60 levels deep"),
        (CHAIN, "60:12: is nested more than 60 levels deep"),
        (BILLIONS, "6:12: goes beyond the 200,000 values that a document may hold, aliases expanded"),
    ],
    ids=lambda text: text[:20],
)
def test_a_text_that_cannot_be_taken_says_why(text: str, problem: str) -> None:
    assert found_in(text) == [problem]


@pytest.mark.parametrize("opening", ["[", "- ", "{a: "])
def test_a_text_deeper_than_any_parser_goes_is_too_deep_and_no_crash(opening: str) -> None:
    (problem,) = found_in(opening * 100_000)

    assert problem.endswith("is nested more than 60 levels deep")


def test_problems_of_several_values_come_together() -> None:
    assert [found.split(": ")[0] for found in found_in("a: 1e999\nb: !x 1\na: 2")] == ["1:4", "2:4", "3:1"]


@given(st.text(alphabet="ab:-?[]{}&*!|>'\"#%@, \n\t019.e\ufeff\x00") | st.text())
@example("&a [&b *a, *b]")
@example("? &a a\n: *a")
def test_any_text_is_a_value_or_has_problems(text: str) -> None:
    problems = Problems()

    node = load_text(text, problems)

    assert node is not None or problems


def test_a_file_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "workspace.yaml"
    path.write_bytes(b"\xef\xbb\xbfname: Skincare")
    problems = Problems()

    node = load_file(path, problems, shown_as="workspace.yaml")

    assert node is not None
    assert node.plain() == {"name": "Skincare"}
    assert str(node.place) == "workspace.yaml:1:1"


def test_a_file_that_is_no_text_or_is_not_there_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "latin.yaml").write_bytes(b"name: caf\xe9")
    problems = Problems()

    assert load_file(tmp_path / "latin.yaml", problems, shown_as="latin.yaml") is None
    assert load_file(tmp_path / "missing.yaml", problems, shown_as="missing.yaml") is None

    assert [str(problem) for problem in problems] == [
        "latin.yaml:1:1: is not UTF-8 text: byte 9 is 0xe9",
        "missing.yaml:1:1: cannot be read: No such file or directory",
    ]


def test_plain_values_become_nodes_and_back() -> None:
    value: Json = {"a": [1, {"b": None}], "c": "x"}

    assert node_of(value).plain() == value


def test_plain_values_may_not_be_nested_without_end() -> None:
    value: Json = []
    for _ in range(5_000):
        value = [value]

    with pytest.raises(DefinitionError, match="nested more than 60 levels deep"):
        node_of(value)
