"""Plain values, such as JSON that came over HTTP, as nodes: the same readers read them."""

from simulator.documents.node import DEPTH_MAX, NOWHERE, Node, Place
from simulator.documents.problem import Problem
from simulator.errors import DefinitionError
from simulator.values import Json


def node_of(value: Json, *, place: Place = NOWHERE) -> Node:
    """Plain values as nodes that all stand at `place`.

    Raises:
        DefinitionError: the value is nested more than `DEPTH_MAX` levels deep.
    """
    return _node_of(value, place, 0)


def _node_of(value: Json, place: Place, depth: int) -> Node:
    if depth > DEPTH_MAX:
        raise DefinitionError([Problem(place, f"is nested more than {DEPTH_MAX} levels deep")])
    if isinstance(value, dict):
        return Node({key: _node_of(member, place, depth + 1) for key, member in value.items()}, place)
    if isinstance(value, list):
        return Node([_node_of(member, place, depth + 1) for member in value], place)
    return Node(value, place)
