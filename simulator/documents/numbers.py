"""Numbers as text: a whole number stays one, anything with a point or an exponent is a float.

The same spelling holds in YAML, in JSON and in the sentence form of conditions.
"""

import math


def number_from(text: str) -> int | float:
    """The number that decimal `text` names.

    Raises:
        ValueError: it is no number, or one beyond the range of a float (about 1.8e308), which JSON cannot carry.
    """
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"'{text[:20]}{'...' if len(text) > 20 else ''}' is too large a number; a text stands in quotes")
    return number if set(text) & set(".eE") else int(text)
