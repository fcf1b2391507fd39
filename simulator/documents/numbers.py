"""Numbers as text: a whole number stays one, anything with a point or an exponent is a float.

The same spelling holds in YAML, in JSON and in the sentence form of conditions.
"""

import math

_SHOWN_MAX = 20
"""How many characters of a number too large a message shows."""


def number_from(text: str) -> int | float:
    """The number that decimal `text` names.

    Raises:
        ValueError: it is no number, or one beyond the range of a float (about 1.8e308), which JSON cannot carry.
    """
    number = float(text)
    if not math.isfinite(number):
        shown = text if len(text) <= _SHOWN_MAX else text[:_SHOWN_MAX] + "..."
        raise ValueError(f"'{shown}' is too large a number; a text stands in quotes")
    return number if set(text) & set(".eE") else int(text)
