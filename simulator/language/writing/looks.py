"""Checks as entries of a scenario file: the other way round of `yaml_expectations`."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import assert_never

import msgspec

from simulator.instants import duration_words
from simulator.language.writing.entries import Entry
from simulator.language.yaml_expectations import SUBJECTS
from simulator.scenario import (
    Apart,
    AttributeIs,
    AttributeMissing,
    Check,
    ConsentRespected,
    HistoryCounts,
    HistoryIs,
    InSegment,
    LeavesSegment,
    MessageCount,
    NothingOutside,
    NothingSilent,
    PlanReports,
    PlanSatisfied,
    ProfileCount,
    SameResult,
    SegmentCount,
    SegmentIsList,
    SegmentMembers,
    WrittenBy,
)
from simulator.values import Json, text_of

AboutSegment = SegmentMembers | InSegment | LeavesSegment | SegmentCount | SegmentIsList


@dataclass(frozen=True, slots=True)
class Look:
    """What a check says: `aspect` of the subject `key` called `name`; without an aspect the subject alone is said."""

    key: str
    name: Json
    aspect: str | None = None
    value: Json = None
    beside: tuple[tuple[str, Json], ...] = ()


def look_entries(checks: Iterable[tuple[str, Check]]) -> Iterator[Entry]:
    """The checks with their times as entries, in order; neighbours about one subject share an entry."""
    entry: Entry | None = None
    for at, check in checks:
        look = _look(check)
        if entry is not None and entry["at"] == at and _joins(entry, look):
            continue
        if entry is not None:
            yield entry
        entry = {"at": at, look.key: look.name, **dict(look.beside)}
        if look.aspect is not None:
            entry[look.aspect] = look.value
    if entry is not None:
        yield entry


def _joins(entry: Entry, look: Look) -> bool:
    """Put the look into the entry, if it is read there behind what the entry says so far."""
    aspects = SUBJECTS[look.key].aspects
    if look.aspect is None or look.beside or entry.get(look.key) != look.name:
        return False
    said = max((aspects.index(key) for key in entry if key in aspects), default=-1)
    place = aspects.index(look.aspect)
    if place > said:
        entry[look.aspect] = look.value
        return True
    before = entry.get(look.aspect)
    if place < said:
        return False
    if isinstance(before, dict) and isinstance(look.value, dict) and before.keys().isdisjoint(look.value):
        before.update(look.value)
        return True
    return False


def _look(check: Check) -> Look:
    match check:
        case ProfileCount(shopper=None):
            return Look("profiles", check.count)
        case ProfileCount():
            return Look("profile", check.shopper, "profiles", check.count)
        case AttributeIs():
            return Look("profile", check.shopper, "attributes", {check.attribute: _expected(check)})
        case AttributeMissing():
            return Look("profile", check.shopper, "missing", check.attribute)
        case HistoryCounts():
            return Look("profile", check.shopper, "events", {check.event: check.count})
        case WrittenBy():
            return Look("profile", check.shopper, "written by", {check.attribute: check.source})
        case HistoryIs():
            return Look("profile", check.shopper, "history", _history(check))
        case NothingOutside():
            return Look("outside", "unchanged")
        case SameResult():
            return Look("same result", check.under)
        case MessageCount():
            to = () if check.shopper is None else (("to", check.shopper),)
            return Look("messages", check.campaign, beside=(*to, ("count", check.count)))
        case Apart():
            return Look("apart", [check.first, check.second])
        case ConsentRespected():
            channel = () if check.channel is None else (("channel", check.channel),)
            return Look("consent", "respected", beside=channel)
        case NothingSilent():
            return Look("silent", "none")
        case PlanSatisfied():
            return Look("plan", "satisfied")
        case PlanReports():
            return Look("plan reports", {check.rule: check.field})
    return _segment_look(check)


def _segment_look(check: AboutSegment) -> Look:
    match check:
        case SegmentMembers():
            return Look("segment", check.segment, "members", list(check.members))
        case InSegment():
            return Look("segment", check.segment, "includes" if check.holds else "excludes", check.shopper)
        case LeavesSegment():
            within = (("within", duration_words(check.seconds)),)
            return Look("segment", check.segment, "leaves", check.shopper, within)
        case SegmentCount():
            return Look("segment", check.segment, "count", check.count)
        case SegmentIsList():
            return Look("segment", check.segment, "equals list", check.list)
    assert_never(check)


def _expected(check: AttributeIs) -> Json:
    """With its type where that counts; else as the plain value that is the text."""
    if check.type is not None:
        return {"value": check.value, "type": check.type}
    if not isinstance(check.value, str):
        return check.value
    try:
        plain: Json = msgspec.json.decode(check.value)
    except (msgspec.DecodeError, RecursionError):
        return check.value
    is_plain = isinstance(plain, bool | int | float) and text_of(plain) == check.value
    return plain if is_plain else check.value


def _history(check: HistoryIs) -> Json:
    """Each event: its name, or a mapping of all columns, so that they are read in their order."""
    if check.columns == ("event",):
        return [event for (event,) in check.rows]
    return [dict(zip(check.columns, row, strict=True)) for row in check.rows]
