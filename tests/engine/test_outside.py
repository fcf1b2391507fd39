"""Nothing outside a run has changed: every call changed people of the story, else it is named."""

from simulator.values import Json
from tests.engine.conftest import Told

STORY = """\
shoppers: {Zed: {devices: [laptop]}}
journey:
  - {at: 0m, shopper: Zed, on: laptop, does: identify, with: email, value: zed@example.com}
  - {at: 1m, shopper: Zed, does: delete person}
expect: [{at: 2m, outside: unchanged}]
"""


def update(email: str) -> dict[str, Json]:
    return {"type": "person", "identifiers": {"email": email}, "action": "identify", "attributes": {"plan": "pro"}}


def test_a_run_changes_its_own_people(told: Told) -> None:
    assert told(STORY) == []


def test_a_call_about_somebody_of_the_story_is_no_change_outside(told: Told) -> None:
    assert told(STORY, update("zed@example.com")) == []


def test_a_call_about_somebody_else_is_named_with_the_person(told: Told) -> None:
    (text,) = told(STORY, update("stranger@example.com"))

    assert "found 1 profile of nobody in the story changed" in text
    assert "stranger@example.com by POST /api/v2/batch" in text
