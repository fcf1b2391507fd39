"""The files of a new project, as they are written, and what each kind of shop says of its sources."""

from importlib.resources import files

STACKS = ("shopify", "woo", "segment", "custom")


def text_of(name: str) -> str:
    """The text of one of the files here."""
    return files(__name__).joinpath(name).read_text(encoding="utf-8")


def sources_of(stack: str) -> str:
    """The `sources` section of a shop on that stack."""
    return text_of(f"sources/{stack}.yaml")
