import pytest

from simulator.operations import Identify, Relate, Unrelate
from tests.wire.track_calls import ACME, FIVE, decoded, refusal


@pytest.mark.rule("track.v1.identify-relationships")
def test_an_identify_brings_relations_as_operations_of_their_own() -> None:
    item = {"identifiers": ACME, "relationship_attributes": {"role": "admin"}}
    body = {"plan": "basic", "cio_relationships": {"action": "add_relationships", "relationships": [item]}}

    assert decoded("PUT", "/api/v1/customers/5", body) == (
        Identify(FIVE, {"plan": "basic"}),
        Relate("1", "acme", FIVE, attributes={"role": "admin"}),
    )


def test_an_identify_ends_relations() -> None:
    body = {"cio_relationships": {"action": "delete_relationships", "relationships": [{"identifiers": ACME}]}}

    assert decoded("PUT", "/api/v1/customers/5", body) == (Identify(FIVE), Unrelate("1", "acme", FIVE))


@pytest.mark.parametrize(
    ("relations", "text"),
    [
        ([], "cio_relationships must be an object with action and relationships"),
        ({"action": "add"}, "cio_relationships.action must be one of add_relationships, delete_relationships"),
        ({"action": "add_relationships"}, "cio_relationships.relationships is required"),
        (
            {"action": "add_relationships", "relationships": [{"identifiers": {"object_type_id": "1"}}]},
            "cio_relationships.relationships.0.identifiers.object_id is required",
        ),
        pytest.param(
            {
                "action": "add_relationships",
                "relationships": [{"identifiers": {"object_type_id": 2, "object_id": "a"}}],
            },
            "object type 2 is unknown; there is 1",
            marks=[
                pytest.mark.rule("track.v2.object-type-unknown"),
                pytest.mark.rule("track.v2.object-type-1"),
            ],
        ),
    ],
)
def test_relations_that_cannot_be_meant_refuse_the_whole_identify(relations: object, text: str) -> None:
    body = {"plan": "basic", "cio_relationships": relations}

    assert refusal("PUT", "/api/v1/customers/5", body) == (400, text)


def test_an_object_named_by_its_cio_object_id_is_refused_by_name() -> None:
    item = {"identifiers": {"cio_object_id": "ob1"}}
    body = {"cio_relationships": {"action": "add_relationships", "relationships": [item]}}

    status, text = refusal("PUT", "/api/v1/customers/5", body)

    assert (status, text) == (501, "cio_object_id is not emulated yet; nothing was done")
