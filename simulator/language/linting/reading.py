"""What the linter looks at: the files as they are written, each condition at its place, and the scenarios they make."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from simulator.documents import Node, Place, Problems, load_file, node_of
from simulator.language.definition_text import section_of
from simulator.language.gherkin_scenario import compile_written
from simulator.language.gherkin_text import read_feature
from simulator.language.phrases import phrase_for
from simulator.language.phrases.parts import CampaignIs, CampaignStops, SegmentIs
from simulator.language.sayings import understand
from simulator.language.sources import source_named
from simulator.language.written import WrittenScenario, WrittenStep
from simulator.language.yaml_text import compile_yaml
from simulator.plan import TrackingPlan, read_plan
from simulator.scenario import Scenario
from simulator.workspace import read_definition
from simulator.workspace.segments.conditions import Condition
from simulator.workspace.segments.parser import read_condition

Segments = Mapping[str, Condition | None]
"""The segments that a condition may name; a manual one has no condition."""
_SECTIONS = ("segments", "campaigns")


@dataclass(frozen=True, slots=True)
class DefinitionText:
    """Segments and campaigns as they are written in one place, with all `segments` that they may name."""

    node: Node
    segments: Segments

    def members(self, section: str) -> Iterator[tuple[str, Node]]:
        """The segments or the campaigns by name."""
        part = member_of(self.node, section)
        if part is not None:
            yield from ((name, member) for name, _, member in part.entries())


@dataclass(frozen=True, slots=True)
class WrittenCondition:
    """A condition, whose it is (`segment 'VIPs'`), where it stands, and the segments that it may name."""

    what: str
    node: Node
    condition: Condition
    segments: Segments


@dataclass(frozen=True, slots=True)
class WrittenFeature:
    """A feature file: its scenarios in order, an outline's rows one by one."""

    scenarios: tuple[WrittenScenario, ...]

    def each(self) -> Iterator[tuple[WrittenScenario, ...]]:
        """Each scenario that is written: itself, or all rows of the outline."""
        places = dict.fromkeys(scenario.place for scenario in self.scenarios)
        for place in places:
            yield tuple(scenario for scenario in self.scenarios if scenario.place == place)


@dataclass(frozen=True, slots=True)
class PlanText:
    """A tracking plan as it is written, and what it says."""

    node: Node
    plan: TrackingPlan


@dataclass(frozen=True, slots=True)
class Reading:
    """All files that are checked; of `scenarios` those are missing that do not compile, and `is_whole` says whether."""

    definitions: tuple[DefinitionText, ...]
    features: tuple[WrittenFeature, ...]
    stories: tuple[Node, ...]
    plans: tuple[PlanText, ...]
    scenarios: tuple[Scenario, ...]
    is_whole: bool = True

    def conditions(self) -> Iterator[WrittenCondition]:
        """The conditions of segments and the filters of campaigns."""
        for definition in self.definitions:
            for name, node in definition.members("segments"):
                yield from _condition(f"segment '{name}'", node, definition.segments)
            for name, campaign in definition.members("campaigns"):
                node_or_none = member_of(campaign, "filter")
                if node_or_none is not None:
                    yield from _condition(f"campaign '{name}'", node_or_none, definition.segments)

    def own_steps(self) -> Iterator[WrittenStep]:
        """The steps of the project's own: sentences that no phrase of the vocabulary is."""
        for feature in self.features:
            for scenario in feature.scenarios:
                yield from (step for step in scenario.steps if is_own(step))


def is_own(step: WrittenStep) -> bool:
    """Whether the sentence is none of the vocabulary."""
    return phrase_for(step.text) is None


def member_of(node: Node, key: str) -> Node | None:
    """What stands under a key, if this is a mapping that has it."""
    return node.value.get(key) if isinstance(node.value, dict) else None


def _condition(what: str, node: Node, segments: Segments) -> Iterator[WrittenCondition]:
    condition = read_condition(node, Problems())
    if condition is not None:
        yield WrittenCondition(what, node, condition, segments)


def read_files(
    *,
    definitions: Iterable[Path] = (),
    stories: Iterable[Path] = (),
    features: Iterable[Path] = (),
    plans: Iterable[Path] = (),
) -> Reading:
    """Read workspaces, scenario files, features and tracking plans; what is wrong with them was told before."""
    found: list[DefinitionText] = []
    scenarios: list[Scenario | None] = []
    nodes: list[Node] = []
    for path in definitions:
        node = load_file(path, Problems())
        if node is not None:
            found.append(DefinitionText(node, read_definition(node, Problems()).segments))
    for path in stories:
        node, scenario = load_file(path, Problems()), compile_yaml(path, Problems())
        scenarios.append(scenario)
        if node is not None and scenario is not None:
            nodes.append(node)
            found += _parts_of_story(node, path, scenario)
    texts = [WrittenFeature(read_feature(path, Problems())) for path in features]
    for written in (one for text in texts for one in text.scenarios):
        scenario = compile_written(written, Problems(), is_own=is_own)
        scenarios.append(scenario)
        if scenario is not None:
            found += _parts_of_feature(written, scenario)
    compiled = tuple(scenario for scenario in scenarios if scenario is not None)
    return Reading(
        definitions=tuple(found),
        features=tuple(texts),
        stories=tuple(nodes),
        plans=tuple(map(_plan_text, plans)),
        scenarios=compiled,
        is_whole=None not in scenarios,
    )


def _plan_text(path: Path) -> PlanText:
    node = load_file(path, Problems()) or Node(None, Place(str(path), 1, 1))
    return PlanText(node, read_plan(node, Problems(), source_named=source_named))


def _segments(scenario: Scenario) -> Segments:
    return read_definition(node_of(scenario.definition), Problems()).segments


def _parts_of_story(node: Node, path: Path, scenario: Scenario) -> Iterator[DefinitionText]:
    """The workspace that a story holds, and the segments and campaigns that it adds."""
    inside = member_of(node, "workspace")
    if inside is not None and isinstance(inside.value, dict):
        yield DefinitionText(inside, _segments(scenario))
    for section in _SECTIONS:
        part = member_of(node, section)
        written = None if part is None else section_of(part, path, Problems(), what=section)
        if written is not None:
            yield DefinitionText(Node({section: written}, node.place), _segments(scenario))


def _parts_of_feature(written: WrittenScenario, scenario: Scenario) -> Iterator[DefinitionText]:
    """The segments and campaigns that a scenario's steps define."""
    parts = [node for step in written.steps if (node := _defined_by(step)) is not None]
    if parts:
        segments = _segments(scenario)
        yield from (DefinitionText(node, segments) for node in parts)


def _defined_by(step: WrittenStep) -> Node | None:
    said = understand(step, Problems(), is_own=is_own)
    match None if said is None else said.part:
        case SegmentIs(segment, docstring):
            return _section("segments", segment, Node(docstring, step.docstring_place or step.place), step.place)
        case CampaignIs(campaign=campaign, event=event):
            trigger = node_of({"trigger": {"event": event}}, place=step.place)
            return _section("campaigns", campaign, trigger, step.place)
        case CampaignStops(campaign, event):
            goal = node_of({"exit": {"performed": event}}, place=step.place)
            return _section("campaigns", campaign, goal, step.place)
        case _:
            return None


def _section(section: str, name: str, member: Node, place: Place) -> Node:
    return Node({section: Node({name: member}, place)}, place)
