"""The vocabulary as a Python file that editors read: they look for steps in decorators, and ours stand in a table.

The file is for editors alone. Nothing imports it, and its name is none that pytest collects.
"""

import re
from itertools import product

from simulator.language.phrases.phrase import Phrase
from simulator.language.phrases.table import all_phrases

_HEAD = '''"""The sentences of the Customer.io simulator, for editors that look for steps in Python files.

Written by `simulator steps list --stubs`. Nothing imports this file; the simulator's plugin has the real steps.
"""

from pytest_bdd import given, parsers, then, when
'''
_CAPTURE = re.compile(r"\{(\w+):\w+\}")
_ALTERNATIVES = re.compile(r"(\w+)\((\w+)\)|(\w+(?:\|\w+)+)")


def stubs() -> str:
    """The text of the file."""
    return "\n\n".join((_HEAD, *(_stub(number, phrase) for number, phrase in enumerate(all_phrases(), 1))))


def _stub(number: int, phrase: Phrase) -> str:
    decorators = [f"@{phrase.keyword}(parsers.parse({wording!r}))" for wording in _plain_wordings(phrase)]
    table = f" Table: {phrase.columns}." if phrase.columns else ""
    origin = f" From {phrase.origin}." if phrase.origin else ""
    return "\n".join(
        (
            *decorators,
            f"def step_{number}({', '.join(phrase.pattern.names)}):",
            f"    {phrase.help + table + origin!r}\n",
        )
    )


def _plain_wordings(phrase: Phrase) -> list[str]:
    """The wording once for each of its alternatives, values as `{name}`."""
    wording = _CAPTURE.sub(r"{\1}", phrase.pattern.wording)
    pieces: list[tuple[str, ...]] = []
    end = 0
    for found in _ALTERNATIVES.finditer(wording):
        ending = (found[1], found[1] + found[2]) if found[1] else tuple(found[3].split("|"))
        pieces += [(wording[end : found.start()],), ending]
        end = found.end()
    return ["".join(choice) for choice in product(*pieces, (wording[end:],))]
