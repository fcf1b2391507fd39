"""Whether a person may be written to, tested in the second of the message: unsubscribed, then topic, then channel.

Rules: consent.order, consent.checked-at-message.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import msgspec

from simulator.values import Json, text_of
from simulator.workspace.attributes import PREFERENCES
from simulator.workspace.campaigns.campaign import Campaign, Send
from simulator.workspace.campaigns.channel import NEEDS_CONSENT, Channel
from simulator.workspace.profiles import Person
from simulator.workspace.subscription import UNSUBSCRIBED, means_unsubscribed


class TopicWords(NamedTuple):
    """What a topic is called and described as."""

    name: str
    description: str


class Topic(msgspec.Struct, frozen=True, gc=False):
    """A subscription topic; `default` is what holds for somebody who chose nothing.

    `translations` are keyed by language tag, in lower case.
    """

    name: str
    number: int
    default: bool
    description: str = ""
    translations: dict[str, TopicWords] = {}

    @property
    def key(self) -> str:
        """What it is called among the preferences."""
        return f"topic_{self.number}"

    def told_in(self, languages: Iterable[str]) -> TopicWords:
        """The words of the first of the languages that there is a translation for, else those of the definition.

        A translation to `de` serves `de-AT` too.
        """
        for language in languages:
            tag = language.lower()
            while tag and tag not in self.translations:
                tag = tag.rpartition("-")[0]
            if tag:
                return self.translations[tag]
        return TopicWords(self.name, self.description)


class Withheld(NamedTuple):
    """Why the message does not go out, by which rule and by which operations' facts."""

    reason: str
    rule: str
    by: tuple[int, ...] = ()


def withheld(person: Person, step: Send, campaign: Campaign, topics: Mapping[str, Topic]) -> Withheld | None:
    """Why the person may not be written to; nothing if they may."""
    if step.channel not in NEEDS_CONSENT:
        return None
    topic = None if step.topic is None else topics[step.topic]
    return (
        _unsubscribed(person)
        or (topic and _topic_off(person, topic))
        or _channel_off(person, step.channel)
        or _unrecorded(person, campaign)
    )


def withheld_transactional(person: Person, channel: Channel) -> Withheld | None:
    """Why a transactional message does not go out that is not for the unsubscribed; nothing if it does."""
    return (_unsubscribed(person) or _channel_off(person, channel)) if channel in NEEDS_CONSENT else None


def computed_preferences(person: Person, topics: Mapping[str, Topic]) -> str:
    """What the person chose and, where nothing, the topics' defaults, as JSON text (attributes.prefs.computed)."""
    preferences = person.attribute(PREFERENCES)
    chosen = dict(preferences) if isinstance(preferences, dict) else {}
    set_topics = _entries(person, "topics")
    defaults: dict[str, Json] = {topic.key: topic.default for topic in topics.values()}
    return text_of({**chosen, "topics": {**defaults, **set_topics}})


def _unsubscribed(person: Person) -> Withheld | None:
    if not means_unsubscribed(person.attribute(UNSUBSCRIBED)):
        return None
    return Withheld("the person is unsubscribed", "consent.checked-at-message", _by(person, UNSUBSCRIBED))


def _topic_off(person: Person, topic: Topic) -> Withheld | None:
    """An unset topic has its default (consent.topic-default)."""
    choice = _entries(person, "topics").get(topic.key)
    if isinstance(choice, bool):
        said = f"the person does not want '{topic.name}'"
        return None if choice else Withheld(said, "consent.order", _by(person, PREFERENCES))
    return None if topic.default else Withheld(f"'{topic.name}' is for those who asked for it", "consent.topic-default")


def _channel_off(person: Person, channel: Channel) -> Withheld | None:
    if _entries(person, "channels").get(channel) is not False:
        return None
    return Withheld(f"the person does not want {channel}", "consent.order", _by(person, PREFERENCES))


def _unrecorded(person: Person, campaign: Campaign) -> Withheld | None:
    """The consent that the campaign asks for must be recorded, and not taken back; absent means no."""
    if campaign.requires is None:
        return None
    attribute = f"{campaign.requires}_consent"
    if person.attribute(attribute) is not True:
        return Withheld(f"{attribute} is not true", "consent.checked-at-message", _by(person, attribute))
    if _entries(person, "channels").get(campaign.requires) is False:
        said = f"the person does not want {campaign.requires}"
        return Withheld(said, "consent.checked-at-message", _by(person, PREFERENCES))
    return None


def _entries(person: Person, section: str) -> dict[str, Json]:
    """The `topics` or `channels` of the person's preferences."""
    preferences = person.attribute(PREFERENCES)
    entries = preferences.get(section) if isinstance(preferences, dict) else None
    return entries if isinstance(entries, dict) else {}


def _by(person: Person, attribute: str) -> tuple[int, ...]:
    row = person.attributes.get(attribute)
    return () if row is None else (row.operation,)
