"""A workspace's definition: settings, segments and messages, read from the shape of `workspace.yaml`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from simulator.documents import Node, Place, Problems
from simulator.documents.problem import unknown
from simulator.documents.reading import fields, mapping, mapping_entries, text
from simulator.workspace.campaigns.campaign import Campaign
from simulator.workspace.campaigns.consent import Topic
from simulator.workspace.campaigns.parser import read_campaign, read_topics
from simulator.workspace.campaigns.transactional import Template, read_templates
from simulator.workspace.segments.conditions import Condition
from simulator.workspace.segments.parser import read_condition
from simulator.workspace.segments.references import references
from simulator.workspace.settings import Settings, read_settings

MANUAL = "manual"
"""How a segment is written whose members are put in by hand."""
KEYS = ("name", "settings", "segments", "campaigns", "transactional", "topics", "sources")
"""What a definition has; its sources tell how the shop sends, and are nothing to the workspace that receives."""


@dataclass(frozen=True, slots=True)
class Definition:
    """What a workspace is set up with; a manual segment has no condition."""

    name: str = "workspace"
    settings: Settings = field(default_factory=Settings)
    segments: Mapping[str, Condition | None] = field(default_factory=dict)
    campaigns: Mapping[str, Campaign] = field(default_factory=dict)
    topics: Mapping[str, Topic] = field(default_factory=dict)
    transactional: Mapping[str, Template] = field(default_factory=dict)

    def lists(self) -> tuple[str, ...]:
        """The manual segments."""
        return tuple(name for name, condition in self.segments.items() if condition is None)

    def watched(self, asked: Iterable[str]) -> set[str]:
        """The segments whose every entering and leaving counts: those asked for, and those that campaigns read."""
        return {*asked, *(name for campaign in self.campaigns.values() for name in named_by(campaign.filter))}


def read_definition(node: Node, problems: Problems) -> Definition:
    """The definition in `node`; what could be read of it when there are problems."""
    found = fields(node, problems, what="the workspace", known=KEYS)
    segments = _read_segments(found["segments"], problems) if "segments" in found else {}
    campaigns = _read_campaigns(found["campaigns"], problems) if "campaigns" in found else {}
    topics = read_topics(found["topics"], problems) if "topics" in found else {}
    _check_references(found, segments, campaigns, problems)
    _check_topics(found, campaigns, topics, problems)
    return Definition(
        name=(text(found["name"], problems, what="name") if "name" in found else None) or "workspace",
        settings=read_settings(found["settings"], problems) if "settings" in found else Settings(),
        segments=segments,
        campaigns=campaigns,
        topics=topics,
        transactional=read_templates(found["transactional"], problems) if "transactional" in found else {},
    )


def _read_segments(node: Node, problems: Problems) -> dict[str, Condition | None]:
    segments: dict[str, Condition | None] = {}
    for name, _, member in mapping_entries(node, problems, what="segments"):
        segments[name] = None if member.value == MANUAL else read_condition(member, problems)
    return segments


def _read_campaigns(node: Node, problems: Problems) -> dict[str, Campaign]:
    campaigns: dict[str, Campaign] = {}
    for name, _, member in mapping_entries(node, problems, what="campaigns"):
        campaign = read_campaign(name, member, problems)
        if campaign is not None:
            campaigns[name] = campaign
    return campaigns


def _check_references(
    found: Mapping[str, Node],
    segments: Mapping[str, Condition | None],
    campaigns: Mapping[str, Campaign],
    problems: Problems,
) -> None:
    """Every segment that is named is defined, and none leads back to itself (segments.nesting)."""
    for name, condition in segments.items():
        node = mapping(found["segments"], problems, what="segments")[name]
        _check_named(node, condition, segments, problems)
        if name in _reachable(name, segments):
            problems.add(node.place, f"segment '{name}' asks for its own membership; a circle has no answer")
    for name, campaign in campaigns.items():
        node = mapping(found["campaigns"], problems, what="campaigns")[name]
        _check_named(node, campaign.filter, segments, problems)


def _check_topics(
    found: Mapping[str, Node], campaigns: Mapping[str, Campaign], topics: Mapping[str, Topic], problems: Problems
) -> None:
    """Every topic that a message is about is defined."""
    for name, campaign in campaigns.items():
        node = mapping(found["campaigns"], problems, what="campaigns")[name]
        for topic in sorted(campaign.topics() - topics.keys()):
            problems.add(place_naming(node, topic), unknown("topic", topic, topics))


def _check_named(
    node: Node, condition: Condition | None, segments: Mapping[str, Condition | None], problems: Problems
) -> None:
    for name in sorted(named_by(condition) - segments.keys()):
        problems.add(place_naming(node, name), unknown("segment", name, segments, where=" in 'in segment'"))


def place_naming(node: Node, name: str) -> Place:
    """Where under `node` the name is written: on its own, or inside a sentence; else where the node stands."""
    texts = list(node.texts())
    whole = [text_node.place for text_node in texts if text_node.value == name]
    inside = [text_node.place for text_node in texts if f'"{name}"' in str(text_node.value)]
    return (whole + inside + [node.place])[0]


def named_by(condition: Condition | None) -> frozenset[str]:
    """The segments that the condition names."""
    return frozenset() if condition is None else references(condition).segments


def _reachable(start: str, segments: Mapping[str, Condition | None]) -> set[str]:
    reached: set[str] = set()
    open_names = [start]
    while open_names:
        for other in named_by(segments.get(open_names.pop())) - reached:
            reached.add(other)
            open_names.append(other)
    return reached
