"""YAML and JSON text to nodes; whatever is wrong with a text is a problem at its place, never an exception.

PyYAML scans and parses. Its own composer is left out: it recurses without a limit, which a deeply nested text turns
into a crash.
"""

from pathlib import Path

import yaml

from simulator.documents.composing import Composer, LimitError
from simulator.documents.node import DEPTH_MAX, Node, Place
from simulator.documents.problem import Problems

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TOO_DEEP = "exceeded maximum nesting depth"
"""What newer scanners say of a text that is far deeper than what is read here."""


def load_file(path: Path | str, problems: Problems, *, shown_as: str | None = None) -> Node | None:
    """The document in the file, or nothing after noting why it can't be read.

    `shown_as` is the path that messages show; by default the path as given.
    """
    text = read_text(path, problems, shown_as=shown_as)
    return None if text is None else load_text(text, problems, path=shown_as or str(path))


def read_text(path: Path | str, problems: Problems, *, shown_as: str | None = None) -> str | None:
    """The text of a UTF-8 file in any language of definitions, or nothing after noting why it can't be read."""
    start = Place(shown_as or str(path), 1, 1)
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        problems.add(start, f"cannot be read: {error.strerror or error}")
    except UnicodeDecodeError as error:
        problems.add(start, f"is not UTF-8 text: byte {error.start} is {error.object[error.start]:#04x}")
    return None


def load_text(text: str, problems: Problems, *, path: str = "<text>") -> Node | None:
    """The document in `text` (YAML, of which JSON is a part), or nothing after noting why it is none."""
    start = Place(path, 1, 1)
    try:
        root = Composer(yaml.parse(text, Loader=_LOADER), text.splitlines(), path, problems).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(path, mark.line + 1, mark.column + 1) if mark else start
        if error.problem == _TOO_DEEP:
            problems.add(place, f"is nested more than {DEPTH_MAX} levels deep")
        else:
            problems.add(place, f"is not YAML: {error.problem or error.context}")
    except yaml.reader.ReaderError as error:
        place = start.inside(text, text.find(chr(error.character)))
        problems.add(place, f"is not YAML: the control character {error.character:#04x} is not allowed")
    except UnicodeEncodeError as error:
        problems.add(start, f"is not Unicode text: character {error.start + 1} is half of a pair")
    except LimitError as error:
        problems.add(error.place, str(error))
    else:
        if root is None:
            problems.add(start, "is empty; expected a mapping")
        return root
    return None
