"""Steps of the project's own that speak of the machine or hide something. The vocabulary's sentences are sound.

What stands in quotes is a name or a value, and is left alone where a rule is about words.
"""

import re
from collections.abc import Callable, Iterable, Iterator

import msgspec

from simulator.documents import Problem
from simulator.language.linting.reading import Reading
from simulator.language.linting.rule import LintRule, steps
from simulator.language.written import WrittenStep

_QUOTED = re.compile(r'"[^"]*"')
_URL = re.compile(r'https?://|\bwww\.|\b(?:GET|POST|PUT|PATCH|DELETE)\s+/|"/\w')
_SELECTOR = re.compile(
    r'"(?:[#.][A-Za-z_][\w-]*|//\w|\w*\[[\w-]+[~|^$*]?=|(?:div|span|ul|li|form|button|input|a)\b[^"]*>)'
)
_JSON = re.compile(r'\{\s*"[^"]+"\s*:|\[\s*\{')
_TECHNICAL = re.compile(
    r"\b(payload|endpoint|JSON|HTTP|cURL|anonymousId|anonymous_id|cio_id|status code|request body|API)\b", re.IGNORECASE
)
_WAITS = re.compile(r"\b(waits?|waited|waiting|sleeps?|pauses?)\b", re.IGNORECASE)
_SELF = re.compile(r"\b(I|we)\b")
_VAGUE = re.compile(
    r"\b(today|tonight|tomorrow|yesterday|(?:last|next|this) (?:week|month|year|morning|evening|\w+day))\b",
    re.IGNORECASE,
)
_TWO = re.compile(r"\S\s+and\s+(?=[A-Za-z])", re.IGNORECASE)
"""An `and` before a word: one before a name or a number only lists."""
_BETWEEN = re.compile(r"\bbetween\b", re.IGNORECASE)

Finding = Callable[[WrittenStep], str | None]
"""What a rule has against a step, in words."""


def _in_own_steps(finding: Finding) -> Callable[[Reading], Iterable[Problem]]:
    def look(reading: Reading) -> Iterator[Problem]:
        for step in reading.own_steps():
            message = finding(step)
            if message is not None:
                yield Problem(step.place, message)

    return look


def _bare(step: WrittenStep) -> str:
    return _QUOTED.sub('""', step.text)


def _url(step: WrittenStep) -> str | None:
    if _URL.search(step.text) is None:
        return None
    return "the step names an address; say what the shopper does there"


def _selector(step: WrittenStep) -> str | None:
    if _SELECTOR.search(step.text) is None:
        return None
    return "the step names a place in the page's markup; say what the shopper sees there"


def _json(step: WrittenStep) -> str | None:
    if _JSON.search(step.text) is None and not _is_json(step.docstring):
        return None
    return "the step holds JSON; put the values that matter into a table, by name"


def _is_json(text: str | None) -> bool:
    if text is None or not text.strip().startswith(("{", "[")):
        return False
    try:
        msgspec.json.decode(text)
    except msgspec.DecodeError:
        return False
    return True


def _technical(step: WrittenStep) -> str | None:
    found = _TECHNICAL.search(_bare(step))
    return None if found is None else f"'{found[0]}' is no word of the shop; say what it is for the shopper"


def _waits(step: WrittenStep) -> str | None:
    bare = _bare(step)
    found = _WAITS.search(bare)
    if found is None or (step.keyword == "given" and _SELF.search(bare) is None):
        return None  # a Given may say that a flow waits
    return f"the step says '{found[0]}'; nobody waits here: 'When 4 hours pass' moves the workspace's clock"


def _vague(step: WrittenStep) -> str | None:
    found = _VAGUE.search(_bare(step))
    return None if found is None else f"'{found[0]}' is another day in every run; start 'it is 2026-03-02 09:00'"


def _two(step: WrittenStep) -> str | None:
    bare = _bare(step)
    if _TWO.search(bare) is None or _BETWEEN.search(bare) is not None:
        return None
    return "the step says two things with 'and'; write two steps"


def _stops(reading: Reading) -> Iterator[Problem]:
    for feature in reading.features:
        for step in (step for scenario in feature.scenarios for step in scenario.steps):
            if step.text.endswith(".") and not step.text.endswith(".."):
                yield Problem(
                    step.place, "the step ends in a full stop, which becomes part of the sentence; leave it out"
                )


_MIA = 'Given "Mia" is a new visitor on a laptop'
_ADDS = 'When "Mia" adds "Calm Serum" to the cart on the laptop'
_ONE = 'Then "Mia" is 1 profile'

RULES = (
    LintRule(
        "url-in-step",
        "a step that names an address or a route",
        "Scenarios say what the shopper does and sees. A URL or 'POST /v2/batch' ties them to one page or one API.",
        steps(_MIA, 'When the browser opens "https://shop.example/cart?add=17"', _ONE),
        steps(_MIA, _ADDS, _ONE),
        _in_own_steps(_url),
    ),
    LintRule(
        "selector-in-step",
        "a step that names a place in a page's markup",
        "Ids and classes of a page change without anybody's behaviour changing, and no marketer can read them.",
        steps(_MIA, 'When "Mia" clicks "#add-to-cart"', _ONE),
        steps(_MIA, _ADDS, _ONE),
        _in_own_steps(_selector),
    ),
    LintRule(
        "json-in-step",
        "a step that holds JSON",
        "What matters of a payload is a value or two. In a table they have names, and a reader sees what is tested.",
        steps(_MIA, 'When the shop sends {"sku": "SERUM-30", "qty": 1}', _ONE),
        steps(
            _MIA, 'When "Mia" does "Quiz Finished" on the laptop with:', "  | data | value |", "  | skin | dry |", _ONE
        ),
        _in_own_steps(_json),
    ),
    LintRule(
        "technical-word",
        "a step with a word of the machine",
        "Words such as payload, endpoint or cio_id name how something travels, not what happens to the shopper.",
        steps(_MIA, "When the cart payload reaches the endpoint", _ONE),
        steps(_MIA, _ADDS, _ONE),
        _in_own_steps(_technical),
    ),
    LintRule(
        "wait-in-scenario",
        "a step that waits",
        "A Then looks at the present second, and the clock is the workspace's own: hours pass at once. A step that "
        "sleeps makes the run slow and fails now and then.",
        steps(_MIA, _ADDS, "And I wait 5 seconds", _ONE),
        steps(_MIA, _ADDS, "And 4 hours pass", _ONE),
        _in_own_steps(_waits),
    ),
    LintRule(
        "vague-date",
        "a step that names a day by 'today' or 'last week'",
        "Such words hide the ends of months and the change to summer time, and the scenario is another one every day.",
        steps(_MIA, 'When "Mia" asks for a sample today', _ONE),
        steps("Given it is 2026-03-02 09:00", f"And{_MIA.removeprefix('Given')}", _ADDS, _ONE),
        _in_own_steps(_vague),
    ),
    LintRule(
        "two-in-one-step",
        "a step that does or checks two things",
        "When it fails nobody knows which half did, and neither half can be used alone.",
        steps(_MIA, _ADDS, 'Then the cart of "Mia" has 1 piece and the badge shows it'),
        steps(_MIA, _ADDS, _ONE, 'And the history of "Mia" counts 1 "Added to Cart"'),
        _in_own_steps(_two),
    ),
    LintRule(
        "full-stop",
        "a step that ends in a full stop",
        "The stop belongs to the sentence, so the step matches nothing else that is written without it.",
        steps(_MIA, _ADDS, "Then the cart is full."),
        steps(_MIA, _ADDS, _ONE),
        _stops,
    ),
)
