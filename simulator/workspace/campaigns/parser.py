"""Campaigns from definition nodes, with problems at the value they concern."""

import re
from typing import get_args

from simulator.documents import Node, Problems
from simulator.documents.reading import boolean, duration, expect, fields, items, mapping_entries, text
from simulator.instants import duration_from
from simulator.workspace.campaigns.campaign import EVERY_TIME, Campaign, Delay, Send, Step
from simulator.workspace.campaigns.channel import NEEDS_CONSENT, Channel
from simulator.workspace.campaigns.consent import Topic, TopicWords
from simulator.workspace.campaigns.templates import template_problem
from simulator.workspace.segments.parser import read_condition

KEYS = ("trigger", "frequency", "filter", "requires", "exit", "steps")
REQUIRED = ("trigger", "steps")
TRIGGERS = ("event",)
GOALS = ("performed",)
STEPS = ("delay", "send")
BESIDE_CHANNEL = ("subject", "topic", "sender")
"""What a `send` has beside its channel."""
TOPIC_KEYS = ("default", "description", "translations")
TOPIC_REQUIRED = ("default",)
TRANSLATION_KEYS = ("name", "description")
TRANSLATION_REQUIRED = ("name",)
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_PERIOD = re.compile(r"once per (.+)")
_LATER_TRIGGERS = ("segment", "attribute date", "form", "webhook")
CHANNELS: tuple[Channel, ...] = get_args(Channel)
_CONSENT = re.compile(r"(\w+) consent", re.IGNORECASE)


def read_campaign(name: str, node: Node, problems: Problems) -> Campaign | None:
    """The campaign called `name`, or nothing after noting what is wrong."""
    found = fields(node, problems, what=f"campaign '{name}'", known=KEYS, required=REQUIRED)
    trigger = _read_trigger(found["trigger"], problems) if "trigger" in found else None
    steps = _read_steps(found["steps"], problems) if "steps" in found else ()
    condition = read_condition(found["filter"], problems) if "filter" in found else None
    goal = _read_goal(found["exit"], problems) if "exit" in found else None
    gap = _read_frequency(found["frequency"], problems) if "frequency" in found else EVERY_TIME
    requires = _read_requirement(found["requires"], problems) if "requires" in found else None
    return None if trigger is None else Campaign(name, trigger, steps, gap, condition, goal, requires)


def read_topics(node: Node, problems: Problems) -> dict[str, Topic]:
    """The subscription topics in the order of their numbers, which count from 1."""
    topics: dict[str, Topic] = {}
    for number, (name, _, member) in enumerate(mapping_entries(node, problems, what="topics"), 1):
        found = fields(member, problems, what=f"topic '{name}'", known=TOPIC_KEYS, required=TOPIC_REQUIRED)
        default = boolean(found["default"], problems, what=f"default of topic '{name}'") if "default" in found else None
        description = text(found["description"], problems, what="description") if "description" in found else None
        translations = _read_translations(found["translations"], problems) if "translations" in found else {}
        topics[name] = Topic(name, number, default is not False, description or "", translations)
    return topics


def _read_translations(node: Node, problems: Problems) -> dict[str, TopicWords]:
    """What the topic is called in other languages, by their tags."""
    translations: dict[str, TopicWords] = {}
    for tag, place, member in mapping_entries(node, problems, what="translations"):
        if _LANGUAGE.fullmatch(tag) is None:
            problems.add(place, f"'{tag}' is no language tag, such as de or pt-BR")
            continue
        what = f"translation to '{tag}'"
        found = fields(member, problems, what=what, known=TRANSLATION_KEYS, required=TRANSLATION_REQUIRED)
        read = {key: text(value, problems, what=key) or "" for key, value in found.items()}
        translations[tag.lower()] = TopicWords(read.get("name", ""), read.get("description", ""))
    return translations


def _read_trigger(node: Node, problems: Problems) -> str | None:
    for key, place, _ in node.entries():
        if key in _LATER_TRIGGERS:
            problems.add(place, f"a campaign triggered by '{key}' is not emulated yet; known: event")
            return None
    found = fields(node, problems, what="trigger", known=TRIGGERS, required=TRIGGERS)
    return text(found["event"], problems, what="event") if "event" in found else None


def _read_goal(node: Node, problems: Problems) -> str | None:
    found = fields(node, problems, what="exit", known=GOALS, required=GOALS)
    return text(found["performed"], problems, what="performed") if "performed" in found else None


def _read_requirement(node: Node, problems: Problems) -> Channel | None:
    """`email consent`, or that of another channel that people are asked about."""
    written = _CONSENT.fullmatch(node.value) if isinstance(node.value, str) else None
    for channel in CHANNELS:
        if written is not None and channel == written[1].lower() and channel in NEEDS_CONSENT:
            return channel
    asked = ", ".join(f"'{channel} consent'" for channel in CHANNELS if channel in NEEDS_CONSENT)
    expect(node, f"the consent to one channel, of {asked}", problems, what="requires")
    return None


def _read_frequency(node: Node, problems: Problems) -> int | None:
    written = node.value
    if written == "every time":
        return EVERY_TIME
    if written == "once":
        return None
    period = _PERIOD.fullmatch(written) if isinstance(written, str) else None
    if period is None:
        expect(node, "'every time', 'once' or 'once per' and a duration", problems, what="frequency")
        return EVERY_TIME
    try:
        return duration_from(period[1])
    except ValueError as error:
        problems.add(node.place, f"frequency: {error}")
        return EVERY_TIME


def _read_steps(node: Node, problems: Problems) -> tuple[Step, ...]:
    steps = [_read_step(step, problems) for step in items(node, problems, what="steps")]
    if node.value == []:
        problems.add(node.place, "steps: expected at least one step, such as '- send: {email: Come back}'")
    return tuple(step for step in steps if step is not None)


def _read_step(node: Node, problems: Problems) -> Step | None:
    found = fields(node, problems, what="a step", known=STEPS)
    if len(found) != 1:
        if isinstance(node.value, dict) and len(found) == len(node.value):
            problems.add(node.place, "a step is one of 'delay' and 'send'")
        return None
    if "delay" in found:
        seconds = duration(found["delay"], problems, what="delay")
        return None if seconds is None else Delay(seconds)
    return _read_send(found["send"], problems)


def _read_send(node: Node, problems: Problems) -> Send | None:
    found = fields(node, problems, what="send", known=(*CHANNELS, *BESIDE_CHANNEL))
    channels = [channel for channel in CHANNELS if channel in found]
    if len(channels) != 1:
        if isinstance(node.value, dict) and len(found) == len(node.value):
            problems.add(node.place, f"a message has one channel of {', '.join(CHANNELS)}")
        return None
    name = text(found[channels[0]], problems, what=channels[0])
    if name is None:
        return None
    subject = text(found["subject"], problems, what="subject") if "subject" in found else name
    fault = template_problem(subject) if subject else None
    if fault:
        problems.add(found["subject"].place if "subject" in found else node.place, f"subject: {fault}")
    return Send(
        name,
        subject or name,
        channels[0],
        topic=text(found["topic"], problems, what="topic") if "topic" in found else None,
        sender=_read_sender(found["sender"], channels[0], problems) if "sender" in found else None,
    )


def _read_sender(node: Node, channel: Channel, problems: Problems) -> str | None:
    if channel != "sms":
        problems.add(node.place, f"'sender' is the number of an sms; {channel} has none")
        return None
    return text(node, problems, what="sender")
