"""The expectations of a scenario file: each entry speaks of one subject and may check several things of it."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import get_args

from simulator.documents import Node, Problems
from simulator.documents.reading import expect, integer, items, mapping_entries, text
from simulator.instants import Instant
from simulator.language.entries import Entry, choice, names, read_entry, texts
from simulator.language.sources import source_named
from simulator.language.tables import history_check
from simulator.language.times import read_duration
from simulator.language.wording import check_words
from simulator.plan import RULES
from simulator.scenario import (
    Apart,
    AttributeIs,
    AttributeMissing,
    AttributeType,
    Check,
    ConsentRespected,
    Disorder,
    Expect,
    HistoryCounts,
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
    ShopList,
    WrittenBy,
)
from simulator.shoppers import Channel
from simulator.values import text_of

CHANNELS: tuple[Channel, ...] = get_args(Channel)
LISTS: tuple[ShopList, ...] = get_args(ShopList)
TYPES: tuple[AttributeType, ...] = get_args(AttributeType)
DISORDERS: tuple[Disorder, ...] = get_args(Disorder)


@dataclass(frozen=True, slots=True)
class Known:
    """What an expectation can name, and what its times are counted from; no names are known where nobody can tell."""

    shoppers: Collection[str] | None
    segments: Collection[str] | None
    campaigns: Collection[str] | None
    starts: Instant | None
    zone: str


LAST_ARRIVAL = "last arrival"
"""What `at` is where everything outstanding shall have arrived."""


def read_expectations(node: Node, known: Known, problems: Problems) -> list[Expect]:
    """The expectations in the order written, each `at` its seconds from the start, or nothing at the last arrival."""
    entries = items(node, problems, what="expect")
    if node.value == []:
        problems.add(node.place, "expect: expected at least one expectation; without one nothing can fail")
    found = (read_expectation(entry, known, problems) for entry in entries)
    return [expectation for expectation in found if expectation is not None]


def is_expectation(node: Node) -> bool:
    """Whether an entry of the journey looks instead of doing something."""
    return isinstance(node.value, dict) and "does" not in node.value and any(key in node.value for key in SUBJECTS)


def read_expectation(node: Node, known: Known, problems: Problems) -> Expect | None:
    """One expectation, or nothing after noting all that is wrong with it."""
    subject = _subject_of(node, problems)
    if subject is None:
        return None
    noted = Problems()
    entry = read_entry(
        node,
        noted,
        what=f"an expectation of '{subject.key}'",
        known=subject.keys,
        required=("at", *subject.required),
    )
    at = _read_at(entry.members["at"], noted) if "at" in entry else 0
    checks = tuple(subject.read(entry, known))
    if not checks and not noted:
        noted.add(node.place, f"{entry.what} checks nothing; add one of {', '.join(subject.aspects)}")
    problems.extend(noted)
    return Expect(node.place, "; ".join(map(check_words, checks)), checks, at)


def _read_at(node: Node, problems: Problems) -> int | None:
    """When to look: seconds from the start, or nothing for the last arrival."""
    return None if node.value == LAST_ARRIVAL else read_duration(node, problems, what="at") or 0


def _subject_of(node: Node, problems: Problems) -> "Subject | None":
    """What the entry speaks of, or nothing after noting that it speaks of nothing, or of two things."""
    if not isinstance(node.value, dict):
        expect(node, "a mapping", problems, what="an expectation")
        return None
    found = [subject for key, subject in SUBJECTS.items() if key in node.value]
    if len(found) > 1 and found[0].key == "profile":
        found = [subject for subject in found if subject.key != "profiles"]
    if len(found) == 1:
        return found[0]
    if found:
        both = " and ".join(f"'{subject.key}'" for subject in found)
        problems.add(node.place, f"an expectation speaks of one subject, found {both}; write an entry for each")
        return None
    entry = read_entry(node, problems, what="an expectation", known=_ALL_KEYS)
    if len(entry.members) == len(node.value):
        problems.add(node.place, f"an expectation needs one of {', '.join(SUBJECTS)}")
    return None


def _of_profile(entry: Entry, known: Known) -> Iterator[Check]:
    shopper = entry.name("profile", known.shoppers, what="shopper")
    if "profiles" in entry:
        yield ProfileCount(entry.count("profiles"), shopper)
    if "attributes" in entry:
        yield from _attributes(entry.members["attributes"], shopper, entry.problems)
    if "missing" in entry:
        for name in texts(entry.members["missing"], entry.problems, what="missing"):
            yield AttributeMissing(shopper, name)
    if "events" in entry:
        for event, _, node in mapping_entries(entry.members["events"], entry.problems, what="events"):
            yield HistoryCounts(shopper, event, integer(node, entry.problems, what=event, least=0) or 0)
    if "written by" in entry:
        for attribute, _, node in mapping_entries(entry.members["written by"], entry.problems, what="written by"):
            yield WrittenBy(shopper, attribute, source_named(text(node, entry.problems, what=attribute) or ""))
    if "history" in entry:
        yield _history(entry.members["history"], shopper, known, entry.problems)


def _attributes(node: Node, shopper: str, problems: Problems) -> Iterator[Check]:
    for name, place, value in mapping_entries(node, problems, what="attributes"):
        if value.value is None:
            problems.add(
                place, f"attribute '{name}' has no value; of an attribute that is not there say 'missing: [{name}]'"
            )
        yield _attribute(shopper, name, value, problems)


def _attribute(shopper: str, name: str, node: Node, problems: Problems) -> AttributeIs:
    """`total_orders: 1` or, where the type counts too, `total_orders: {value: 1, type: number}`."""
    if not isinstance(node.value, dict) or node.value.keys() != {"value", "type"}:
        return AttributeIs(shopper, name, node.plain())
    wanted = choice(node.value["type"], TYPES, problems, what="type")
    return AttributeIs(shopper, name, node.value["value"].plain(), wanted)


def _history(node: Node, shopper: str, known: Known, problems: Problems) -> Check:
    rows = [(row.place, _event(row, problems)) for row in items(node, problems, what="history")]
    columns = dict.fromkeys(["event", *(column for _, row in rows for column in row)])
    return history_check(shopper, tuple(columns), rows, problems, starts=known.starts, zone=known.zone)


def _event(node: Node, problems: Problems) -> dict[str, str]:
    """The row of an event: its name, or a mapping of `event`, `at`, `source` and its data."""
    if isinstance(node.value, str):
        return {"event": node.value}
    row = {
        key: text_of(value.plain()) for key, _, value in mapping_entries(node, problems, what="an event of the history")
    }
    if isinstance(node.value, dict) and "event" not in row:
        problems.add(node.place, "an event of the history needs 'event'")
    return row


def _of_segment(entry: Entry, known: Known) -> Iterator[Check]:
    segment = entry.name("segment", known.segments, what="segment")

    def people(key: str) -> tuple[str, ...]:
        node = entry.members.get(key)
        return () if node is None else names(node, known.shoppers, entry.problems, what="shopper")

    if "members" in entry:
        yield SegmentMembers(segment, people("members"))
    for shopper in people("includes"):
        yield InSegment(shopper, segment)
    for shopper in people("excludes"):
        yield InSegment(shopper, segment, holds=False)
    if "leaves" in entry:
        within = read_duration(entry.members["within"], entry.problems, what="within") if "within" in entry else None
        if "within" not in entry:
            entry.problems.add(entry.place, f"{entry.what} has 'leaves' and needs 'within'")
        for shopper in people("leaves"):
            yield LeavesSegment(shopper, segment, within or 0)
    elif "within" in entry:
        entry.problems.add(entry.members["within"].place, "'within' says by when somebody leaves; write 'leaves' too")
    if "count" in entry:
        yield SegmentCount(segment, entry.count("count"))
    if "equals list" in entry:
        yield SegmentIsList(
            segment, choice(entry.members["equals list"], LISTS, entry.problems, what="list") or LISTS[0]
        )


def _of_messages(entry: Entry, known: Known) -> Iterator[Check]:
    campaign = entry.name("messages", known.campaigns, what="campaign")
    shopper = entry.name("to", known.shoppers, what="shopper") if "to" in entry else None
    yield MessageCount(campaign, entry.count("count"), shopper)


def _of_apart(entry: Entry, known: Known) -> Iterator[Check]:
    node = entry.members["apart"]
    found = names(node, known.shoppers, entry.problems, what="shopper")
    if len(set(found)) == 2:
        yield Apart(found[0], found[1])
    else:
        expect(node, "two shoppers, such as [Mia, Noor]", entry.problems, what="apart")


def _of_consent(entry: Entry, _: Known) -> Iterator[Check]:
    choice(entry.members["consent"], ("respected",), entry.problems, what="consent")
    node = entry.members.get("channel")
    yield ConsentRespected(None if node is None else choice(node, CHANNELS, entry.problems, what="channel"))


def _of_silence(entry: Entry, _: Known) -> Iterator[Check]:
    choice(entry.members["silent"], ("none",), entry.problems, what="silent")
    yield NothingSilent()


def _of_outside(entry: Entry, _: Known) -> Iterator[Check]:
    choice(entry.members["outside"], ("unchanged",), entry.problems, what="outside")
    yield NothingOutside()


def _of_plan(entry: Entry, _: Known) -> Iterator[Check]:
    choice(entry.members["plan"], ("satisfied",), entry.problems, what="plan")
    yield PlanSatisfied()


def _of_plan_reports(entry: Entry, _: Known) -> Iterator[Check]:
    """`plan reports: {wrong type: total, missing field: [order_id, sku]}`."""
    for written, place, node in mapping_entries(entry.members["plan reports"], entry.problems, what="plan reports"):
        rule = choice(Node(written, place), RULES, entry.problems, what="rule")
        for field in texts(node, entry.problems, what=written):
            if rule is not None:
                yield PlanReports(rule, field)


def _of_same_result(entry: Entry, _: Known) -> Iterator[Check]:
    under = choice(entry.members["same result"], DISORDERS, entry.problems, what="same result")
    yield SameResult(under or DISORDERS[0])


def _of_everybody(entry: Entry, _: Known) -> Iterator[Check]:
    yield ProfileCount(entry.count("profiles"))


@dataclass(frozen=True, slots=True)
class Subject:
    """What an expectation can speak of, and what it can say of it."""

    key: str
    read: Callable[[Entry, Known], Iterator[Check]]
    aspects: tuple[str, ...] = ()
    required: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """What an entry about it may have."""
        return ("at", self.key, *self.aspects)


SUBJECTS = {
    subject.key: subject
    for subject in (
        Subject("profile", _of_profile, ("profiles", "attributes", "missing", "events", "written by", "history")),
        Subject(
            "segment", _of_segment, ("members", "includes", "excludes", "leaves", "within", "count", "equals list")
        ),
        Subject("messages", _of_messages, ("to", "count"), required=("count",)),
        Subject("apart", _of_apart),
        Subject("consent", _of_consent, ("channel",)),
        Subject("silent", _of_silence),
        Subject("outside", _of_outside),
        Subject("plan", _of_plan),
        Subject("plan reports", _of_plan_reports),
        Subject("same result", _of_same_result),
        Subject("profiles", _of_everybody),
    )
}
_ALL_KEYS = tuple(dict.fromkeys(["at", *SUBJECTS, *(key for found in SUBJECTS.values() for key in found.aspects)]))
