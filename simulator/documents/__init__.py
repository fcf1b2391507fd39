"""Definition text as located values: YAML or JSON in, values that know their file, line and column out."""

from simulator.documents.loading import load_file, load_text, read_text
from simulator.documents.node import NOWHERE, Node, Place
from simulator.documents.plain import node_of
from simulator.documents.problem import Problem, Problems
from simulator.documents.rows import Row, cell_value, load_rows

__all__ = [
    "NOWHERE",
    "Node",
    "Place",
    "Problem",
    "Problems",
    "Row",
    "cell_value",
    "load_file",
    "load_rows",
    "load_text",
    "node_of",
    "read_text",
]
