"""A scenario value as the text of a scenario file."""

from collections.abc import Iterator
from pathlib import Path

from simulator.documents import Place
from simulator.instants import duration_words, instant_text
from simulator.language.definition_text import WorkspaceText, workspace_above
from simulator.language.sources import habits_of
from simulator.language.writing.cells import past_cells
from simulator.language.writing.entries import Entry, doing_entry, repeat_entry, short_duration
from simulator.language.writing.layout import document_text
from simulator.language.writing.looks import look_entries
from simulator.language.writing.refusal import check_history, member_place, refusal
from simulator.language.yaml_expectations import LAST_ARRIVAL
from simulator.scenario import (
    Check,
    Done,
    LetArrive,
    Moment,
    Opaque,
    Outage,
    Repeated,
    Scenario,
    Shop,
    Time,
    end_of,
    moments,
    story_of,
)
from simulator.shoppers import Habits, KnownFact, Shopper, usual_habits
from simulator.values import Json
from simulator.workspace.definition import Definition  # noqa: F401

YAML = "YAML"


def story_text(scenario: Scenario, path: Path) -> str:
    """The scenario file, as it stands at `path`.

    Raises:
        DefinitionError: YAML has no words for something, which is named.
    """
    members = {key: value for key, value in _members(scenario, path) if value not in (None, "", {}, [])}
    return document_text(members)


def _members(scenario: Scenario, path: Path) -> Iterator[tuple[str, Json]]:
    base = workspace_above(path)
    yield "scenario", scenario.name
    yield "story", story_of(scenario)
    sections = _sections(scenario, base)
    yield from sections.items()
    is_whole = "workspace" in sections
    given = {} if is_whole else habits_of((base.sources,))
    yield "sources", _sources(scenario, given)
    yield "plan", None if scenario.plan is None else scenario.plan.name
    outage = scenario.unavailable
    yield "unavailable", None if outage is None else _outage(outage)
    yield "shop", _shop(scenario.shop, _zone(scenario) if is_whole else base.zone)
    yield "starts", "now" if scenario.starts_now else instant_text(scenario.starts, zone=scenario.shop.zone)
    yield "seed", scenario.seed or None
    yield (
        "shoppers",
        {one.name: _shopper(one, member_place(scenario, "shoppers", one.name)) for one in scenario.shoppers},
    )
    journey, expect = _split(scenario)
    yield "journey", list(_journey(journey))
    yield "expect", list(_looks(expect))


def _sections(scenario: Scenario, base: WorkspaceText) -> dict[str, Json]:
    """What the scenario adds to the workspace above; where more of that is otherwise, the workspace itself."""
    given, wanted = base.plain(), scenario.definition
    if scenario.shop.zone != base.zone:
        settings = given.get("settings", {})
        given = {
            **given,
            "settings": {**(settings if isinstance(settings, dict) else {}), "timezone": scenario.shop.zone},
        }
    added: dict[str, Json] = {}
    for key in {**given, **wanted}:
        before, after = given.get(key), wanted.get(key)
        if before == after:
            continue
        before = {} if before is None else before
        if key not in ("segments", "campaigns") or not isinstance(before, dict) or not isinstance(after, dict):
            return {"workspace": wanted}
        if not before.keys() <= after.keys():
            return {"workspace": wanted}
        added[key] = {name: part for name, part in after.items() if name not in before or before[name] != part}
    return added


def _zone(scenario: Scenario) -> str:
    settings = scenario.definition.get("settings")
    zone = settings.get("timezone") if isinstance(settings, dict) else None
    return zone if isinstance(zone, str) else Shop().zone


def _shop(shop: Shop, zone: str) -> Json:
    usual = Shop(zone=zone)
    return {
        field: getattr(shop, field) for field in shop.__struct_fields__ if getattr(shop, field) != getattr(usual, field)
    }


def _sources(scenario: Scenario, given: dict[str, Habits]) -> Json:
    """The ways of each source that differ from what the workspace says of it."""
    found: dict[str, Json] = {}
    for source in {**given, **scenario.sources}:
        habits, before = (habits.get(source, usual_habits(source)) for habits in (scenario.sources, given))
        ways = {field: getattr(habits, field) for field in habits.__struct_fields__}
        changed = {field: value for field, value in ways.items() if value != getattr(before, field)}
        said = {_key(field): _way(value) for field, value in changed.items() if (field, value) != ("lateness", None)}
        if said:
            found[source] = said
    return found


def _key(field: str) -> str:
    return {"figures": "writes", "lateness": "takes"}.get(field, field.replace("_", " "))


def _way(value: object) -> Json:
    """A flag, seconds in words, a word, or several."""
    if isinstance(value, dict):
        return {str(name): one for name, one in value.items()}
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return duration_words(value)
    return list(map(str, value)) if isinstance(value, tuple) else str(value)


def _outage(outage: Outage) -> Json:
    begins: dict[str, Json] = {"at": short_duration(outage.at)} if outage.at else {}
    return {**begins, "for": short_duration(outage.seconds)}


def _shopper(shopper: Shopper, place: Place) -> Json:
    """A mapping of what is said of them; nothing where nothing is."""
    check_history(shopper, place, YAML)
    shares: dict[str, list[Json]] = {}
    for shared in shopper.shares:
        shares.setdefault(shared.owner, []).append(shared.device)
    said: dict[str, Json] = {
        "persona": None if shopper.persona == "visitor" else shopper.persona,
        "devices": list(shopper.devices),
        "uses device of": {owner: devices if len(devices) > 1 else devices[0] for owner, devices in shares.items()},
        "known as": {fact.attribute: _fact(fact) for fact in shopper.known},
        "profiles": [{fact.attribute: _fact(fact) for fact in facts} for facts in shopper.profiles],
        "blocks tracking": list(shopper.blocks),
        "history": [dict(past_cells(past)) for past in shopper.history],
    }
    return {key: value for key, value in said.items() if value} or None


def _fact(fact: KnownFact) -> Json:
    return fact.value if fact.owner == "backend" else {"value": fact.value, "owner": fact.owner}


def _split(scenario: Scenario) -> tuple[list[Moment], list[Moment]]:
    """What stands in the journey, and what under `expect`: looks after which nothing is done in the same second."""
    _refuse(scenario)
    everything = list(moments(scenario))
    last_done = {
        moment.time: number for number, moment in enumerate(everything) if isinstance(moment.event, Done | Repeated)
    }
    journey: list[Moment] = []
    expect: list[Moment] = []
    for number, moment in enumerate(everything):
        (journey if number <= last_done.get(moment.time, -1) else expect).append(moment)
    if not expect:
        raise refusal(scenario.place, YAML, "a story that ends without an expectation")
    return journey, expect


def _refuse(scenario: Scenario) -> None:
    """What is no entry: steps of the user's own, time that passes after everything, a wait in the midst of it."""
    time = Time()
    for item in scenario.items:
        time = time.passed(item, scenario.starts)
        if isinstance(item, Opaque):
            raise refusal(item.place, YAML, f"'{item.text}', a step of your own")
        if isinstance(item, LetArrive) and time.waited is not None and time.waited.waited is not None:
            raise refusal(item.place, YAML, f"a second '{item.text}'")
    everything = list(moments(scenario))
    if everything and everything[-1].time != end_of(scenario):
        last = scenario.items[-1]
        raise refusal(last.place, YAML, f"'{last.text}' after the last doing and the last look")


def _journey(entries: list[Moment]) -> Iterator[Entry]:
    looks: list[tuple[str, Check]] = []
    for moment in entries:
        at = _at(moment)
        if isinstance(moment.event, Check):
            looks.append((at, moment.event))
            continue
        yield from look_entries(looks)
        looks.clear()
        yield doing_entry(moment.event, at) if isinstance(moment.event, Done) else repeat_entry(moment.event, at)


def _looks(entries: list[Moment]) -> Iterator[Entry]:
    return look_entries((_at(moment), moment.event) for moment in entries if isinstance(moment.event, Check))


def _at(moment: Moment) -> str:
    """The time of an entry: one from the start, or the last arrival for what is looked at right then."""
    time = moment.time
    if time.waited is None:
        return short_duration(time.seconds)
    if not isinstance(moment.event, Check) or time.since != "arrival" or time.seconds:
        raise refusal(moment.item.place, YAML, f"'{moment.item.text}' at a time after every delivery has arrived")
    return LAST_ARRIVAL
