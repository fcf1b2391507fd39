"""A name with one operator in the mapping form: `{attribute: NAME, OPERATOR: VALUE}`, `{data: NAME, OPERATOR: VALUE}`.

A name that reads as a path is one (`items[].sku`); in double quotes, or with other characters, it is just a name.
"""

from simulator.documents import Node, Problems
from simulator.documents.reading import boolean, expect, fields, pair, text
from simulator.workspace.segments.conditions import Operand, Operator, Path, Test
from simulator.workspace.segments.operators import COMPARES_WITH, SPELLINGS, Comparand, comparable, is_backwards
from simulator.workspace.segments.sentences import parse_instant, parse_path

_OPPOSITES: dict[Operator, Operator] = {"exists": "is missing", "is missing": "exists"}


def read_test_of(subject: str, node: Node, problems: Problems) -> tuple[Path, Test] | None:
    """The path under the key `subject`, and the test that the one other key of the mapping makes of it."""
    found = fields(node, problems, what=f"a test of '{subject}'", known=(subject, *SPELLINGS), required=(subject,))
    operators = [key for key in found if key != subject]
    if isinstance(node.value, dict) and len(operators) > 1:
        place = node.keys.get(operators[1], node.place)
        problems.add(place, f"'{operators[1]}' beside '{operators[0]}'; a test has one operator, so write another one")
    elif isinstance(node.value, dict) and len(found) == len(node.value) and not operators:
        problems.add(node.place, f"a test of '{subject}' needs an operator, such as 'equals' or 'exists'")
    path = _read_path(found[subject], subject, problems) if subject in found else None
    test = _read_test(operators[0], found[operators[0]], problems) if operators else None
    return None if path is None or test is None else (path, test)


def _read_path(node: Node, subject: str, problems: Problems) -> Path | None:
    name = text(node, problems, what=f"'{subject}'")
    if name is None:
        return None
    path = parse_path(name)
    if path is None:
        problems.add(node.place, f"'{subject}': the name in the quotes is empty")
    return path


def _read_test(spelling: str, node: Node, problems: Problems) -> Test | None:
    operator = SPELLINGS[spelling]
    if COMPARES_WITH[operator] is Comparand.NOTHING:
        return _read_unary(operator, node, problems)
    if operator == "is a timestamp between":
        return _read_between(operator, node, problems)
    operand = _read_operand(operator, node, problems)
    return None if operand is None else Test(operator, (operand,))


def _read_unary(operator: Operator, node: Node, problems: Problems) -> Test | None:
    holds = boolean(node, problems, what=f"'{operator}'")
    if holds is False and operator not in _OPPOSITES:
        problems.add(node.place, f"'{operator}': expected true, found false; put the condition under 'not:'")
    return None if holds is None else Test(operator if holds else _OPPOSITES.get(operator, operator))


def _read_between(operator: Operator, node: Node, problems: Problems) -> Test | None:
    ends = pair(node, problems, what=f"'{operator}'")
    if ends is None:
        return None
    first, second = (_read_operand(operator, end, problems) for end in ends)
    if first is None or second is None:
        return None
    if is_backwards(first, second):
        problems.add(ends[1].place, f"'{operator}': the second instant comes before the first; nothing lies between")
    return Test(operator, (first, second))


def _read_operand(operator: Operator, node: Node, problems: Problems) -> Operand | None:
    """What the operator compares with; where no text can be meant, a text is read as an instant."""
    value, comparand = node.value, COMPARES_WITH[operator]
    if isinstance(value, str) and comparand is Comparand.INSTANT:
        return parse_instant(value, node.text_place, problems)
    operand: Operand | None = None
    if isinstance(value, str) and comparand is Comparand.QUANTITY:
        operand = parse_instant(value, node.text_place, Problems())
    elif value is not None and not isinstance(value, list | dict):
        operand = comparable(operator, value)
    if operand is None:
        expect(node, comparand.value, problems, what=f"'{operator}'")
    return operand
