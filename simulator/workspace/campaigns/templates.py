"""Subjects in Liquid, rendered at the send with the profile of that second and an injected now.

A missing value that is printed keeps the message from being sent (liquid.undefined-output-fails); in a condition or
before `default` it does no harm (liquid.undefined-in-logic-ok). Dates are in UTC and `'now'` is the virtual second
(liquid.date-zone-fixed). The library is loaded with the first template that has a tag: it takes half a second.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, NoReturn

from simulator.instants import EARLIEST, LATEST, Instant, instant_from, strftime
from simulator.values import Json

if TYPE_CHECKING:
    from liquid import BoundTemplate, Environment

_NOW = ("now", "today")
"""What Liquid calls the present, as a name and as a text."""
_CLOCK = "_virtual_now"
"""The same under a name that no template sets."""
_SECONDS = re.compile(r"-?[0-9]{1,12}")
_UNSURE = re.compile(r"\{%[^%]*\b(blank|empty)\b")


_ITERATIONS_MAX = 100_000
"""How often all loops of a template may turn: calls bring templates of their own, and none may hold others up."""


class RenderFailed(Exception):
    """A template cannot be rendered; the text is the reason a marketer reads."""


def template_problem(source: str) -> str | None:
    """What keeps `source` from being a template, if anything."""
    if _UNSURE.search(source):
        return "comparing with 'blank' or 'empty' is not emulated yet; use 'nil' or the filter 'default'"
    try:
        _template(source)
    except RenderFailed as failed:
        return str(failed)
    return None


def render(source: str, values: Mapping[str, Json], *, now: Instant) -> str:
    """The text of a template.

    Args:
        values: `customer`, `event`, `campaign` and the like, by name.

    Raises:
        RenderFailed: a printed value is missing, or a filter is unknown.
    """
    if not _has_tags(source):
        return source
    from liquid.exceptions import LiquidError

    try:
        return str(_template(source).render(**values, **dict.fromkeys((*_NOW, _CLOCK), now)))
    except LiquidError as error:
        raise RenderFailed(str(error).splitlines()[0]) from error


def _has_tags(source: str) -> bool:
    return "{{" in source or "{%" in source


@lru_cache(maxsize=512)
def _template(source: str) -> "BoundTemplate":
    if not _has_tags(source):
        source = ""
    from liquid.exceptions import LiquidError

    try:
        return _environment().from_string(source)
    except LiquidError as error:
        raise RenderFailed(f"the template cannot be read: {str(error).splitlines()[0]}") from error


@lru_cache(maxsize=1)
def _environment() -> "Environment":
    from liquid import Environment, RenderContext, Undefined
    from liquid.exceptions import UndefinedError
    from liquid.filter import with_context

    class Missing(Undefined):
        """A value that is not there: harmless until it is printed."""

        __slots__ = ()

        def __str__(self) -> NoReturn:
            raise UndefinedError(f"{self.hint} and has no default", token=self.token)

    @with_context
    def date(value: object, pattern: object, *, context: RenderContext) -> str:
        instant = _instant_of(value, int(str(context.resolve(_CLOCK))))
        return str(value) if instant is None else strftime(instant, str(pattern))

    class Bounded(Environment):
        """Liquid that comes to an end."""

        loop_iteration_limit = _ITERATIONS_MAX

    environment = Bounded(undefined=Missing)
    environment.filters["date"] = date
    return environment


def _instant_of(value: object, now: Instant) -> Instant | None:
    """The instant that a template names as now, in Unix seconds or in ISO 8601; nothing if calendars have none such."""
    text = str(value)
    if text in _NOW:
        return now
    if _SECONDS.fullmatch(text):
        return int(text) if EARLIEST <= int(text) <= LATEST else None
    try:
        return instant_from(text)
    except ValueError:
        return None
