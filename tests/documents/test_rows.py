"""Rows of CSV and JSONL files: what they tell, and what is wrong at which line."""

from pathlib import Path

import pytest

from simulator.documents import Problems, load_rows
from simulator.values import Json


def rows(folder: Path, name: str, text: str) -> tuple[list[tuple[int, dict[str, Json]]], list[str]]:
    """The rows of a file with that text, each with its line, and the problems."""
    path = folder / name
    path.write_bytes(text.encode())
    problems = Problems()
    found = load_rows(path, problems, texts=("customer_id",))
    return [(row.place.line, row.cells) for row in found], [str(one).removeprefix(f"{path}:") for one in problems]


def test_a_cell_is_what_it_writes_and_a_blank_one_is_not_there(tmp_path: Path) -> None:
    found, problems = rows(tmp_path, "a.csv", "customer_id,total,vip,note,zip\n0042,59.00,true,,00118\n")

    assert found == [(2, {"customer_id": "0042", "total": 59.0, "vip": True, "zip": "00118"})]
    assert problems == []


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_columns_are_told_apart_by_what_the_heading_uses(tmp_path: Path, mark: str) -> None:
    found, _ = rows(tmp_path, "a.csv", f"\ufeffname{mark}note\r\nAda{mark}x\r\n")

    assert found == [(2, {"name": "Ada", "note": "x"})]


def test_a_row_begins_in_its_first_line_and_blank_rows_are_none(tmp_path: Path) -> None:
    found, _ = rows(tmp_path, "a.csv", 'name,note\n"A\nda",x\n\n,\nLeo,y\n')

    assert [line for line, _ in found] == [2, 6]


def test_a_line_of_json_keeps_the_types_of_its_values(tmp_path: Path) -> None:
    found, problems = rows(
        tmp_path, "a.jsonl", '{"total": "59.00", "items": [{"sku": "A"}], "note": null}\n\n{"n": 1}\n'
    )

    assert found == [(1, {"total": "59.00", "items": [{"sku": "A"}]}), (3, {"n": 1})]
    assert problems == []


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("a.csv", "", "1:1: is empty; expected a heading with the names of the columns"),
        ("a.csv", "a,b\n1,2\n1,2,3\n", "3:1: the row has 3 cells, the heading 2"),
        ("a.csv", "a,a\n1,2\n", "1:1: duplicate column 'a'"),
        ("a.csv", "a,\n1,2\n", "1:1: the heading has a column without a name"),
        ("a.csv", 'a,b\n1,2\n"x"y,2\n', "3:1: is no CSV: ',' expected after '\"'"),
        ("a.jsonl", '{"a": 1}\n{"a": \n', "2:1: is no JSON: Input data was truncated"),
        ("a.jsonl", "[1]\n", "1:1: expected a JSON object in each line"),
        ("a.xlsx", "", "1:1: holds no rows; write a file that ends in .csv, .tsv, .jsonl, .ndjson"),
    ],
)
def test_what_is_wrong_is_told_at_its_line(tmp_path: Path, name: str, text: str, problem: str) -> None:
    _, problems = rows(tmp_path, name, text)

    assert problems == [problem]
