"""The schema of workspace.yaml, from the tables of its parser: settings, segments, campaigns, topics, sources."""

from collections.abc import Iterable
from typing import Literal, get_args, get_origin

from simulator.language.schemas.conditions import CONDITION
from simulator.language.schemas.shapes import (
    ANYTHING,
    BOOLEAN,
    DURATION,
    TEXT,
    Schema,
    any_of,
    defined,
    list_of,
    names_of,
    one_or_more,
    record,
    told,
    words,
)
from simulator.language.sources import FIGURES, LATENESSES, SENT_AS
from simulator.language.sources import KEYS as SOURCE_KEY_KINDS
from simulator.language.sources import READERS as SOURCE_KEYS
from simulator.parity import listed_settings
from simulator.shoppers import MoneyUnit, ProductKey, TimeUnit
from simulator.values import Json
from simulator.workspace.campaigns import parser as campaigns
from simulator.workspace.campaigns import transactional
from simulator.workspace.campaigns.channel import NEEDS_CONSENT
from simulator.workspace.definition import KEYS, MANUAL
from simulator.workspace.settings import HINTS, IDENTIFIER_SETS, Count, Span

WORKSPACE = defined("workspace")
SEGMENTS, CAMPAIGNS, SOURCES = defined("segments"), defined("campaigns"), defined("sources")


def workspace_definitions() -> dict[str, Schema]:
    """The definitions that both the workspace's schema and the scenario's refer to."""
    segment = any_of(told(words([MANUAL]), "a list that people are put on by hand"), CONDITION)
    return {
        "workspace": _workspace(),
        "segments": told(names_of(segment), "each segment by its name: a condition, or 'manual'"),
        "campaigns": told(names_of(_campaign()), "each campaign by its name"),
        "sources": told(names_of(_source()), "each source by its name: in what it differs from a healthy one"),
    }


def _workspace() -> Schema:
    shapes = {
        "name": told(TEXT, "what the workspace is called"),
        "settings": told(_settings(), "what the owner chooses, and what is unknown about the real product"),
        "segments": SEGMENTS,
        "campaigns": CAMPAIGNS,
        "transactional": told(names_of(_template()), "messages that a call sends, each by its trigger name"),
        "topics": told(names_of(_topic()), "what people can subscribe to, numbered from 1 in this order"),
        "sources": any_of(told(TEXT, "a file beside this one"), SOURCES),
    }
    return record(KEYS, shapes)


def _settings() -> Schema:
    says = {setting.name: setting.decides for setting in listed_settings()}
    shapes = {name: told(_setting(name, hint), says[name]) for name, hint in HINTS.items()}
    return record(HINTS, shapes)


def _setting(name: str, hint: object) -> Schema:
    if name == "identifiers":
        return any_of(*(_exactly(kinds) for kinds in IDENTIFIER_SETS))
    if get_origin(hint) is Literal:
        return words(_choices(get_args(hint)))
    if hint is bool:
        return BOOLEAN
    if hint == Span:
        return any_of(DURATION, words(["unlimited"]))
    if hint == Count:
        return {"anyOf": [{"type": "integer", "minimum": 0}, {"enum": ["none", None]}]}
    assert name == "timezone", f"no shape is known for the setting '{name}'"
    return {"type": "string", "examples": ["UTC", "Europe/Berlin", "America/New_York"]}


def _choices(written: tuple[Json, ...]) -> list[Json]:
    """The words of a setting, with what YAML makes of `on`, `off` and `none`."""
    also: list[Json] = [True, False] if "on" in written else []
    return [*written, *also, *([None] if "none" in written else [])]


def _exactly(kinds: Iterable[str]) -> Schema:
    """These words in any order."""
    kinds = list(kinds)
    return {**list_of(words(kinds)), "minItems": len(kinds), "maxItems": len(kinds), "uniqueItems": True}


def _campaign() -> Schema:
    consents = [f"{channel} consent" for channel in campaigns.CHANNELS if channel in NEEDS_CONSENT]
    shapes: dict[str, Schema] = {
        "trigger": told(
            record(campaigns.TRIGGERS, {"event": told(TEXT, "the name of an event")}, required=campaigns.TRIGGERS),
            "what lets people in",
        ),
        "frequency": {
            "type": "string",
            "pattern": "^(every time|once|once per .+)$",
            "description": "how often one person may enter: 'every time', 'once', or 'once per 7 days'",
        },
        "filter": CONDITION,
        "requires": told(words(consents), "the channel that people must have said yes to"),
        "exit": told(record(campaigns.GOALS, {"performed": TEXT}, required=campaigns.GOALS), "the goal, which ends it"),
        "steps": {**list_of(_step()), "minItems": 1, "description": "what happens, in this order"},
    }
    return record(campaigns.KEYS, shapes, required=campaigns.REQUIRED)


def _step() -> Schema:
    shapes = {
        "delay": told(DURATION, "wait so long"),
        "send": told(_send(), "a message: a channel with the message's name, and what belongs to it"),
    }
    return {**record(campaigns.STEPS, shapes), "minProperties": 1, "maxProperties": 1}


def _send() -> Schema:
    channels = campaigns.CHANNELS
    shapes: dict[str, Schema] = {
        **{channel: told(TEXT, "the name of the message") for channel in channels},
        "subject": told(TEXT, "a Liquid template, such as 'You left {{ event.product }} behind'"),
        "topic": told(TEXT, "one of the topics"),
        "sender": told(TEXT, "the number that an SMS comes from"),
    }
    one_channel: list[Json] = [{"required": [channel]} for channel in channels]
    return {**record([*channels, *campaigns.BESIDE_CHANNEL], shapes), "oneOf": one_channel}


def _topic() -> Schema:
    words_of_it = {
        "name": told(TEXT, "what it is called there"),
        "description": told(TEXT, "what it is described as there"),
    }
    translation = record(campaigns.TRANSLATION_KEYS, words_of_it, required=campaigns.TRANSLATION_REQUIRED)
    shapes = {
        "default": told(BOOLEAN, "whether somebody who chose nothing wants it"),
        "description": told(TEXT, "what people read about it"),
        "translations": told(names_of(translation), "its words in other languages, by language tag such as 'de'"),
    }
    return record(campaigns.TOPIC_KEYS, shapes, required=campaigns.TOPIC_REQUIRED)


def _template() -> Schema:
    channels = transactional.CHANNELS
    shapes: dict[str, Schema] = {
        **{channel: told(TEXT, "the name of the message") for channel in channels},
        "subject": told(TEXT, "a Liquid template"),
        "body": told(TEXT, "a Liquid template"),
        "from": told(TEXT, "a Liquid template: who it comes from"),
        "send_to_unsubscribed": told(BOOLEAN, "whether it also goes to those who are unsubscribed"),
        "draft": told(BOOLEAN, "whether it is held back until somebody sends it by hand"),
    }
    keys = (*channels, *transactional.TEXTS, *transactional.SWITCHES)
    return {**record(keys, shapes), "oneOf": [{"required": [channel]} for channel in channels]}


def _source() -> Schema:
    shapes = {
        "identifies by": told(one_or_more(words(SOURCE_KEY_KINDS)), "the keys that it names people by, the best first"),
        "resets on logout": told(BOOLEAN, "whether a logout brings another anonymous id"),
        "sends times": told(BOOLEAN, "whether its calls tell of when they are"),
        "takes": told(any_of(words(LATENESSES), DURATION), "how long whatever it sends is on its way"),
        "any order": told(BOOLEAN, "whether what is under way together arrives in any order"),
        "events": told(names_of(TEXT), "what it calls each of these events"),
        "fields": told(names_of(TEXT), "what it calls each of these fields and attributes"),
        "types": told(names_of(words((*SENT_AS, None))), "as what it sends each of these fields"),
        "times": told(words(get_args(TimeUnit)), "as what it sends all times"),
        "money": told(words(get_args(MoneyUnit)), "as what it sends all amounts"),
        "leaves out": told(one_or_more(TEXT), "fields that it does not send"),
        "products by": told(words(get_args(ProductKey)), "the only key of a product that it tells"),
        "event id": told(any_of(TEXT, {"type": "null"}), "the field that keys of repeats are made from, or none"),
        "writes": told(names_of(words(FIGURES)), "the attributes that it tells after an order, and nothing else"),
        "also writes": told(names_of(ANYTHING), "values that go along with whatever it tells of a person"),
    }
    return record(SOURCE_KEYS, shapes)
