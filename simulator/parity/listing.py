"""A list of the package: a YAML mapping of family to entries, each of which learns its family."""

from importlib.resources import files

import msgspec

from simulator.documents import Problems, load_text
from simulator.values import Json


def entries(name: str) -> list[dict[str, Json]]:
    """The entries of the file `name` in their order, each with its `family`.

    Raises:
        DefinitionError: the file is no YAML.
    """
    problems = Problems()
    root = load_text(files("simulator.parity").joinpath(name).read_text(encoding="utf-8"), problems, path=name)
    problems.raise_if_any()
    assert root is not None, "a list is no empty file"
    families = msgspec.convert(root.plain(), dict[str, list[dict[str, Json]]])
    return [{"family": family, **entry} for family, listed in families.items() for entry in listed]
