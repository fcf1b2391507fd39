"""Transactional messages as the definition has them: what one of them says, and how it is called.

A call names one by its number, which counts from 1 in the order of the definition, or by its trigger name.
"""

from collections.abc import Mapping
from typing import get_args

import msgspec

from simulator.documents import Node, Problems
from simulator.documents.reading import boolean, fields, mapping_entries, text
from simulator.operations import TransactionalChannel
from simulator.workspace.campaigns.templates import template_problem

_CHANNELS: tuple[TransactionalChannel, ...] = get_args(TransactionalChannel)
_TEXTS = ("subject", "body", "from")
_SWITCHES = ("send_to_unsubscribed", "draft")


class Template(msgspec.Struct, frozen=True, gc=False):
    """The transactional message of that number and trigger name; `title` is what its content is called.

    Subject, body and sender are Liquid. `draft` holds every message back until somebody sends it by hand.
    """

    number: int
    trigger: str
    title: str
    channel: TransactionalChannel
    subject: str | None = None
    body: str | None = None
    sender: str | None = None
    send_to_unsubscribed: bool = True
    draft: bool = False


def called(templates: Mapping[str, Template], name: int | str) -> Template | None:
    """The one of that number or trigger name; case makes no difference (app.send.trigger-name)."""
    for template in templates.values():
        if str(name).casefold() in (str(template.number), template.trigger.casefold()):
            return template
    return None


def read_templates(node: Node, problems: Problems) -> dict[str, Template]:
    """The transactional messages by trigger name, in the order of their numbers."""
    templates: dict[str, Template] = {}
    for trigger, place, member in mapping_entries(node, problems, what="transactional"):
        template = _read_template(len(templates) + 1, trigger, member, problems)
        if template is None:
            continue
        other = called(templates, trigger)
        if other is not None:
            problems.add(place, f"transactional messages '{other.trigger}' and '{trigger}' differ in case only")
        templates[trigger] = template
    return templates


def _read_template(number: int, trigger: str, node: Node, problems: Problems) -> Template | None:
    what = f"transactional message '{trigger}'"
    found = fields(node, problems, what=what, known=(*_CHANNELS, *_TEXTS, *_SWITCHES))
    channels = [channel for channel in _CHANNELS if channel in found]
    if len(channels) != 1:
        if isinstance(node.value, dict) and len(found) == len(node.value):
            problems.add(node.place, f"{what} has one channel of {', '.join(_CHANNELS)}")
        return None
    title = text(found[channels[0]], problems, what=channels[0])
    subject, body, sender = (_read_liquid(name, found, problems) for name in _TEXTS)
    to_all, draft = (boolean(found[name], problems, what=name) if name in found else None for name in _SWITCHES)
    if title is None:
        return None
    return Template(number, trigger, title, channels[0], subject, body, sender, to_all is not False, draft is True)


def _read_liquid(name: str, found: Mapping[str, Node], problems: Problems) -> str | None:
    written = text(found[name], problems, what=name) if name in found else None
    fault = template_problem(written) if written else None
    if fault:
        problems.add(found[name].place, f"{name}: {fault}")
    return written
