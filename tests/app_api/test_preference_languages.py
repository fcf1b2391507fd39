"""In which language a person's subscription preferences read."""

import msgspec
import pytest

from simulator.service import Service
from simulator.values import Json
from tests.builders import START
from tests.service.caller import REAL_NOW, Caller, members

TOPICS: dict[str, Json] = {
    "Offers": {
        "default": True,
        "description": "What is cheap now",
        "translations": {
            "de": {"name": "Angebote", "description": "Was jetzt günstig ist"},
            "pt-BR": {"name": "Ofertas"},
        },
    },
    "News": {"default": False},
}


@pytest.fixture
def shop() -> Caller:
    """A caller of a workspace with 5, and with two topics of which one is translated."""
    caller = Caller(Service(now=REAL_NOW, definition={"topics": TOPICS}, clock=START))
    caller.track("PUT", "/customers/5", {})
    return caller


def words(caller: Caller, query: str = "", **headers: str) -> list[tuple[Json, Json]]:
    path = f"/v1/customers/5/subscription_preferences{query}"
    response = caller.call("GET", path, authorization=caller.app_authorization, **headers)
    customer = msgspec.convert(members(response)["customer"], dict[str, Json])
    topics = msgspec.convert(customer["topics"], list[dict[str, Json]])
    return [(one["name"], one["description"]) for one in topics]


OFFERS, ANGEBOTE, OFERTAS = ("Offers", "What is cheap now"), ("Angebote", "Was jetzt günstig ist"), ("Ofertas", "")
NEWS = ("News", "")


@pytest.mark.rule("app.prefs.language")
@pytest.mark.parametrize(
    ("language", "expected"),
    [("de", ANGEBOTE), ("DE-at", ANGEBOTE), ("pt-br", OFERTAS), ("pt", OFFERS), ("fr", OFFERS), ("", OFFERS)],
)
def test_topics_read_in_the_language_of_the_query_where_they_are_translated(
    shop: Caller, language: str, expected: tuple[str, str]
) -> None:
    assert words(shop, f"?language={language}") == [expected, NEWS]


@pytest.mark.rule("app.prefs.language")
@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("de", ANGEBOTE), ("fr, de-AT;q=0.8, pt-BR;q=0.9", OFERTAS), ("en;q=0.1, de", ANGEBOTE), ("de;q=0", OFFERS),
        ("*", OFFERS), (";;q=x,,", OFFERS), ("", OFFERS),
    ],
)  # fmt: skip
def test_topics_read_in_the_language_that_the_header_wants_most(
    shop: Caller, header: str, expected: tuple[str, str]
) -> None:
    assert words(shop, accept_language=header) == [expected, NEWS]


@pytest.mark.rule("app.prefs.language")
def test_the_language_of_the_query_goes_before_the_header(shop: Caller) -> None:
    assert words(shop, "?language=pt-BR", accept_language="de")[0] == OFERTAS


@pytest.mark.parametrize("language", ["d", "de_DE", "deutsch!", "de-"])
def test_what_is_no_language_tag_is_refused_with_a_list_of_texts(shop: Caller, language: str) -> None:
    response = shop.app(f"/customers/5/subscription_preferences?language={language}")

    assert (response.status, members(response)) == (400, {"meta": {"errors": ["language must be a language tag"]}})


def test_the_topics_of_the_workspace_tell_their_descriptions(shop: Caller) -> None:
    topics = msgspec.convert(members(shop.app("/subscription_topics"))["topics"], list[dict[str, Json]])

    assert [one["description"] for one in topics] == ["What is cheap now", ""]
