"""Objects as the App API reads them: the types there are, and what a person is related to."""

import msgspec
import pytest

from simulator.values import Json
from tests.openapi.answers import faults, members_of
from tests.service.caller import Caller, members


@pytest.fixture
def member(caller: Caller) -> Caller:
    """A caller of a workspace where 5 is related to three objects, and 6 to none."""
    for name in ("acme", "bolt", "cargo"):
        object_named: dict[str, Json] = {"object_type_id": "1", "object_id": name}
        caller.v2(
            action="add_relationships", identifiers={"id": "5"}, cio_relationships=[{"identifiers": object_named}]
        )
    caller.track("PUT", "/customers/6", {"email": "noor@example.com"})
    return caller


def object_ids(answer: dict[str, Json]) -> list[str]:
    found = msgspec.convert(answer["cio_relationships"], list[dict[str, Json]])
    return [msgspec.convert(one["identifiers"], dict[str, str])["object_id"] for one in found]


@pytest.mark.rule("app.relationships.list")
def test_a_person_tells_the_objects_it_is_related_to(member: Caller) -> None:
    answer = members(member.app("/customers/5/relationships"))

    first = msgspec.convert(answer["cio_relationships"], list[dict[str, Json]])[0]
    assert (object_ids(answer), answer["next"]) == (["acme", "bolt", "cargo"], "")
    assert first == {"object_type_id": 1, "identifiers": {"object_id": "acme"}, "attributes": {}, "timestamps": {}}
    assert faults("getPersonRelationships", answer) == []
    assert answer.keys() == members_of("getPersonRelationships")


@pytest.mark.rule("app.relationships.list")
def test_the_pages_of_relationships_hold_each_once(member: Caller) -> None:
    first = members(member.app("/customers/5/relationships?limit=2"))

    second = members(member.app(f"/customers/5/relationships?limit=2&start={first['next']}"))

    assert (object_ids(first), object_ids(second), second["next"]) == (["acme", "bolt"], ["cargo"], "")


@pytest.mark.rule("app.relationships.list")
@pytest.mark.parametrize(
    "path", ["/customers/6/relationships", "/customers/noor@example.com/relationships?id_type=email"]
)
def test_a_person_without_objects_tells_an_empty_list(member: Caller, path: str) -> None:
    assert members(member.app(path)) == {"cio_relationships": [], "next": ""}


@pytest.mark.rule("app.404.resource")
@pytest.mark.rule("app.relationships.list")
def test_the_relationships_of_nobody_are_not_found(member: Caller) -> None:
    assert member.app("/customers/9/relationships").status == 404


@pytest.mark.rule("track.v2.object-type-1")
def test_a_new_workspace_tells_one_type_of_objects(caller: Caller) -> None:
    answer = members(caller.app("/object_types"))

    (told,) = msgspec.convert(answer["types"], list[dict[str, Json]])
    assert (told["id"], told["enabled"]) == ("1", True)
    assert faults("getObjectTypes", answer) == []
    assert answer.keys() == members_of("getObjectTypes")
