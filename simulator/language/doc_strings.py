"""Definitions in the doc strings of steps: YAML, with the places that it has in the feature file."""

from simulator.documents import Node, Place, Problems, load_text
from simulator.language.written import WrittenStep


def definition_in(step: WrittenStep, problems: Problems) -> Node:
    """What the doc string of the step defines; nothing, after noting it, where it can't be read."""
    first = step.docstring_place or step.place
    noted = Problems()
    node = load_text(step.docstring or "", noted, path=first.path)
    for problem in noted:
        problems.add(_moved(problem.place, first), problem.message)
    return Node(None, first) if node is None else _node_moved(node, first)


def _node_moved(node: Node, first: Place) -> Node:
    """The node as it stands in the file, where the text's first character stands at `first`."""
    value = node.value
    if isinstance(value, dict):
        value = {key: _node_moved(member, first) for key, member in value.items()}
    elif isinstance(value, list):
        value = [_node_moved(member, first) for member in value]
    keys = {key: _moved(place, first) for key, place in node.keys.items()}
    return Node(value, _moved(node.place, first), keys, None if node.begins is None else _moved(node.begins, first))


def _moved(place: Place, first: Place) -> Place:
    return Place(first.path, first.line + place.line - 1, first.column + place.column - 1)
