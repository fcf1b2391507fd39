"""The journey of a scenario file: one verb an entry, with who, where and when, and what befalls its deliveries.

`send again` is no shopper's: it names a source.
"""

from collections.abc import Collection

from msgspec.structs import replace

from simulator.deliveries import HEALTHY, Fault
from simulator.documents import Node, Place, Problems, node_of
from simulator.documents.problem import unknown
from simulator.documents.reading import boolean, expect, items
from simulator.instants import duration_words
from simulator.language.entries import Entry, choice, read_entry
from simulator.language.sources import source_named
from simulator.language.times import read_duration
from simulator.language.wording import fault_words, verb_words
from simulator.language.yaml_expectations import LAST_ARRIVAL, Known, is_expectation, read_expectation
from simulator.language.yaml_shoppers import DEVICES
from simulator.language.yaml_verbs import FORMS, Form
from simulator.scenario import Act, Expect, SendAgain
from simulator.shoppers import DeviceName
from simulator.values import Json

COMMON = ("at", "shopper", "on", "does", "delivery")
SEND_AGAIN = "send again"
AGAIN_KEYS = ("at", "does", "source", "last")
VERBS = (*FORMS, SEND_AGAIN)
FAULT_KEYS = ("late", "times", "lost", "fresh key")


def keys_of(form: Form) -> tuple[str, ...]:
    """What an entry with that verb may have."""
    return (*(key for key in COMMON if key != "on" or form.device != "none"), *form.keys)


def required_of(form: Form) -> tuple[str, ...]:
    """What an entry with that verb must have beside it."""
    return ("at", "shopper", *(("on",) if form.device == "needed" else ()), *form.required)


def read_journey(node: Node, known: Known, problems: Problems) -> list[Act | SendAgain | Expect]:
    """The doings, and the looks between them, in the order written, each `at` its seconds from the start."""
    read = (_read_entry(entry, known, problems) for entry in items(node, problems, what="journey"))
    return [item for item in read if item is not None]


def _read_entry(node: Node, known: Known, problems: Problems) -> Act | SendAgain | Expect | None:
    """A doing; or an expectation that looks before what stands below it is done."""
    if not is_expectation(node):
        return _read(node, known.shoppers, problems)
    look = read_expectation(node, known, problems)
    if look is not None and look.at is None:
        problems.add(node.place, f"'at: {LAST_ARRIVAL}' looks at the very end; write it under 'expect'")
    return look


def _read(node: Node, shoppers: Collection[str] | None, problems: Problems) -> Act | SendAgain | None:
    does = node.value.get("does") if isinstance(node.value, dict) else None
    if does is not None and does.value == SEND_AGAIN:
        return _read_again(node, problems)
    return _read_act(node, shoppers, problems)


def _read_again(node: Node, problems: Problems) -> SendAgain:
    entry = read_entry(node, problems, what=f"'{SEND_AGAIN}'", known=AGAIN_KEYS, required=AGAIN_KEYS)
    at = read_duration(entry.members["at"], problems, what="at") if "at" in entry else None
    last = read_duration(entry.members["last"], problems, what="last") if "last" in entry else None
    source = source_named(entry.text("source") or "")
    words = f"{source} sends the last {duration_words(last or 0)} again"
    return SendAgain(node.place, words, source, last or 0, at or 0)


def read_doing(members: dict[str, Json], place: Place, problems: Problems) -> Act | None:
    """One doing in the present second, as an entry of a journey without `at`; any shopper may be named."""
    act = _read_act(node_of({"at": "0m", **members}, place=place), (str(members["shopper"]),), problems)
    return None if act is None else replace(act, at=None)


def _read_act(node: Node, shoppers: Collection[str] | None, problems: Problems) -> Act | None:
    form = _form_of(node, problems)
    if form is None:
        return None
    entry = read_entry(
        node,
        problems,
        what=f"'{form.does}'",
        known=keys_of(form),
        required=required_of(form),
    )
    verb = form.read(entry, entry.name("shopper", shoppers, what="shopper"), _device(entry))
    fault = _read_fault(entry.members["delivery"], problems) if "delivery" in entry else HEALTHY
    at = read_duration(entry.members["at"], problems, what="at") if "at" in entry else None
    befalls = f"; its delivery {fault_words(fault)}" if fault != HEALTHY else ""
    return Act(node.place, verb_words(verb) + befalls, verb, fault, at or 0)


def _device(entry: Entry) -> DeviceName | None:
    return choice(entry.members["on"], DEVICES, entry.problems, what="device") if "on" in entry else None


def _form_of(node: Node, problems: Problems) -> Form | None:
    """How the entry's verb is written, or nothing after noting that there is none."""
    if not isinstance(node.value, dict):
        expect(node, "a mapping", problems, what="an entry of the journey")
        return None
    does = node.value.get("does")
    if does is None:
        problems.add(node.place, f"an entry of the journey needs 'does'. Known: {', '.join(VERBS)}.")
    elif not isinstance(does.value, str):
        expect(does, "a verb such as 'view product'", problems, what="does")
    elif does.value not in FORMS:
        problems.add(does.place, unknown("verb", does.value, VERBS))
    else:
        return FORMS[does.value]
    return None


def _read_fault(node: Node, problems: Problems) -> Fault:
    entry = read_entry(
        node,
        problems,
        what="'delivery'",
        known=FAULT_KEYS,
        later=("order", "arrives"),
    )
    late = read_duration(entry.members["late"], problems, what="late") if "late" in entry else None
    lost = boolean(entry.members["lost"], problems, what="lost") if "lost" in entry else None
    fresh = boolean(entry.members["fresh key"], problems, what="fresh key") if "fresh key" in entry else None
    times = entry.count("times", least=1, default=1)
    return Fault(late=late or 0, times=times, lost=bool(lost), fresh_key=bool(fresh))
