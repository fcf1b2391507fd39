"""What a definition says of campaigns and topics: the values it becomes, and problems at the very key or value."""

from typing import get_args

import pytest

from simulator.documents import Problems, load_text
from simulator.workspace import Definition, read_definition
from simulator.workspace.campaigns.campaign import Campaign, Delay, Send
from simulator.workspace.campaigns.channel import Channel
from simulator.workspace.campaigns.consent import Topic, TopicWords

TRIGGER = "trigger: {event: Added to Cart}"


def read(text: str) -> tuple[Definition, list[str]]:
    """The definition, and its problems without the file."""
    problems = Problems()
    node = load_text(text, problems)
    assert node is not None
    definition = read_definition(node, problems)
    return definition, [str(problem).removeprefix("<text>:") for problem in problems]


def with_steps(steps: str) -> str:
    return f"topics: {{News: {{default: true}}}}\ncampaigns:\n  C:\n    {TRIGGER}\n    steps:\n      - {steps}\n"


def test_a_campaign_says_who_is_asked_for_consent_and_what_its_messages_are_about() -> None:
    written = with_steps("send: {sms: Back, topic: News, sender: '+12025550100'}").replace(
        "    steps", "    requires: SMS consent\n    steps"
    )

    definition, problems = read(written + "      - delay: 2 hours\n")

    back = Send("Back", "Back", "sms", topic="News", sender="+12025550100")
    assert problems == []
    assert definition.campaigns == {"C": Campaign("C", "Added to Cart", (back, Delay(7_200)), requires="sms")}


def test_topics_are_numbered_in_the_order_in_which_they_are_written() -> None:
    definition, problems = read("topics:\n  News: {default: true}\n  Anniversaries: {default: false}\n")

    assert problems == []
    assert list(definition.topics.values()) == [
        Topic("News", 1, default=True),
        Topic("Anniversaries", 2, default=False),
    ]
    assert [topic.key for topic in definition.topics.values()] == ["topic_1", "topic_2"]


def test_a_topic_has_words_in_several_languages() -> None:
    definition, problems = read(
        "topics:\n  News:\n    default: true\n    description: Weekly\n"
        "    translations:\n      de-AT: {name: Neues, description: Jede Woche}\n      FR: {name: Actualités}\n"
    )

    words = {"de-at": TopicWords("Neues", "Jede Woche"), "fr": TopicWords("Actualités", "")}
    assert problems == []
    assert definition.topics == {"News": Topic("News", 1, True, "Weekly", words)}


@pytest.mark.parametrize(
    ("translations", "said"),
    [
        ("{de_DE: {name: Neues}}", "1:47: 'de_DE' is no language tag, such as de or pt-BR"),
        ("{de: {}}", "1:51: translation to 'de' needs 'name'"),
        ("{de: {name: Neues, title: Neu}}", "1:65: unknown key 'title' in translation to 'de'"),
        ("[de]", "1:46: translations: expected a mapping"),
    ],
)
def test_what_is_wrong_with_a_translation_is_said_where_it_stands(translations: str, said: str) -> None:
    _, problems = read(f"topics: {{News: {{default: true, translations: {translations}}}}}\n")

    (problem,) = problems
    assert problem.startswith(said)


@pytest.mark.parametrize("channel", get_args(Channel))
def test_a_message_goes_out_by_one_of_the_channels(channel: Channel) -> None:
    definition, problems = read(with_steps(f"send: {{{channel}: Back}}"))

    assert problems == []
    assert definition.campaigns["C"].steps == (Send("Back", "Back", channel),)


CHANNELS = "email, sms, push, whatsapp, in_app, slack, webhook"


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        (
            "send: {in-app: Back}",
            f"6:16: unknown key 'in-app' in send. Did you mean 'in_app'? Known: {CHANNELS}, subject, topic, sender.",
        ),
        ("send: {email: Back, sms: Back}", f"6:15: a message has one channel of {CHANNELS}"),
        ("send: {subject: Back}", f"6:15: a message has one channel of {CHANNELS}"),
        ("send: {email: Back, topic: Nws}", "6:36: unknown topic 'Nws'. Did you mean 'News'? Defined: News."),
        ("send: {email: Back, sender: x}", "6:37: 'sender' is the number of an sms; email has none"),
    ],
)
def test_what_is_wrong_with_a_message_is_said_where_it_stands(steps: str, said: str) -> None:
    _, problems = read(with_steps(steps))

    assert problems == [said]


@pytest.mark.parametrize("written", ["email", "post consent", "slack consent", "[email consent]"])
def test_consent_is_required_to_a_channel_that_people_are_asked_about(written: str) -> None:
    _, problems = read(f"campaigns:\n  C:\n    {TRIGGER}\n    requires: {written}\n    steps: [delay: 1 hour]\n")

    (problem,) = problems
    channels = "'email consent', 'sms consent', 'push consent', 'whatsapp consent'"
    assert problem.startswith(f"4:15: requires: expected the consent to one channel, of {channels}, found a ")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{}", "1:16: topic 'News' needs 'default'"),
        ("{default: often}", "1:26: default of topic 'News': expected true or false, found a text 'often'"),
    ],
)
def test_a_topic_has_a_default(written: str, said: str) -> None:
    _, problems = read(f"topics: {{News: {written}}}\n")

    (problem,) = problems
    assert problem.startswith(said)
