"""Campaigns from definition nodes, with problems at the value they concern."""

import re

from simulator.documents import Node, Problems
from simulator.documents.reading import duration, expect, fields, items, text
from simulator.instants import duration_from
from simulator.workspace.campaigns.campaign import EVERY_TIME, Campaign, Delay, SendEmail, Step
from simulator.workspace.campaigns.templates import template_problem
from simulator.workspace.segments.parser import read_condition

_KEYS = ("trigger", "frequency", "filter", "exit", "steps")
_PERIOD = re.compile(r"once per (.+)")
_LATER_TRIGGERS = ("segment", "attribute date", "form", "webhook")
_LATER_CHANNELS = ("sms", "push", "whatsapp", "in-app", "slack", "webhook")


def read_campaign(name: str, node: Node, problems: Problems) -> Campaign | None:
    """The campaign called `name`, or nothing after noting what is wrong."""
    found = fields(node, problems, what=f"campaign '{name}'", known=_KEYS, required=("trigger", "steps"))
    trigger = _read_trigger(found["trigger"], problems) if "trigger" in found else None
    steps = _read_steps(found["steps"], problems) if "steps" in found else ()
    condition = read_condition(found["filter"], problems) if "filter" in found else None
    goal = _read_goal(found["exit"], problems) if "exit" in found else None
    gap = _read_frequency(found["frequency"], problems) if "frequency" in found else EVERY_TIME
    return None if trigger is None else Campaign(name, trigger, steps, gap, condition, goal)


def _read_trigger(node: Node, problems: Problems) -> str | None:
    for key, place, _ in node.entries():
        if key in _LATER_TRIGGERS:
            problems.add(place, f"a campaign triggered by '{key}' is not emulated yet; known: event")
            return None
    found = fields(node, problems, what="trigger", known=("event",), required=("event",))
    return text(found["event"], problems, what="event") if "event" in found else None


def _read_goal(node: Node, problems: Problems) -> str | None:
    found = fields(node, problems, what="exit", known=("performed",), required=("performed",))
    return text(found["performed"], problems, what="performed") if "performed" in found else None


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
    found = fields(node, problems, what="a step", known=("delay", "send"))
    if len(found) != 1:
        if isinstance(node.value, dict) and len(found) == len(node.value):
            problems.add(node.place, "a step is one of 'delay' and 'send'")
        return None
    if "delay" in found:
        seconds = duration(found["delay"], problems, what="delay")
        return None if seconds is None else Delay(seconds)
    return _read_send(found["send"], problems)


def _read_send(node: Node, problems: Problems) -> SendEmail | None:
    for key, place, _ in node.entries():
        if key in _LATER_CHANNELS:
            problems.add(place, f"sending '{key}' is not emulated yet; known: email")
            return None
    found = fields(node, problems, what="send", known=("email", "subject"), required=("email",))
    name = text(found["email"], problems, what="email") if "email" in found else None
    if name is None:
        return None
    subject = text(found["subject"], problems, what="subject") if "subject" in found else name
    fault = template_problem(subject) if subject else None
    if fault:
        problems.add(found["subject"].place if "subject" in found else node.place, f"subject: {fault}")
    return SendEmail(name, subject or name)
