import pytest

from simulator.wire import Request, Route, RouteTable, Terms
from simulator.wire.routing import by_path_alone

TABLE = RouteTable(
    (
        Route("PUT", "/customers/{identifier}", "track", "identify", by_path_alone("identify")),
        Route("DELETE", "/customers/{identifier}", "track", "delete", by_path_alone("delete")),
        Route("POST", "/customers/{identifier}/events", "track", "track", by_path_alone("track")),
    )
)


def operation_at(method: str, path: str) -> str | None:
    found = TABLE.find(method, path)
    return None if found is None else found[0].operation


@pytest.mark.parametrize(
    ("method", "path", "operation"),
    [
        ("PUT", "/customers/5", "identify"),
        ("DELETE", "/customers/5", "delete"),
        ("POST", "/customers/5/events", "track"),
        ("GET", "/customers/5", None),
        ("PUT", "/customers", None),
        ("PUT", "/customers/5/", None),
        ("POST", "/customers/5/events/6", None),
        ("PUT", "/", None),
        ("PUT", "", None),
    ],
)
def test_a_row_is_found_by_method_and_whole_path(method: str, path: str, operation: str | None) -> None:
    assert operation_at(method, path) == operation


@pytest.mark.rule("track.v1.path-decode")
@pytest.mark.parametrize(
    ("segment", "value"),
    [("a%2Fb%40c%20d", "a/b@c d"), ("a+b", "a+b"), ("100%25", "100%"), ("caf%C3%A9", "café"), ("", "")],
)
def test_values_are_decoded_after_the_path_was_split(segment: str, value: str) -> None:
    found = TABLE.find("POST", f"/customers/{segment}/events")

    assert found is not None
    assert found[1] == (value,)


LITERALS = RouteTable(
    (
        Route("POST", "/customers/attributes", "app", "by id", by_path_alone("by id")),
        Route("GET", "/customers/{id}/attributes", "app", "attributes", by_path_alone("attributes")),
        Route("GET", "/customers/{id}", "app", "one", by_path_alone("one")),
        Route("POST", "/customers/attributes/{name}", "app", "literal", by_path_alone("literal")),
        Route("POST", "/customers/{id}/{name}", "app", "values", by_path_alone("values")),
    )
)


@pytest.mark.rule("track.v1.path-decode")
@pytest.mark.parametrize(
    ("method", "path", "operation", "values"),
    [
        ("POST", "/customers/attributes", "by id", ()),
        ("GET", "/customers/attributes/attributes", "attributes", ("attributes",)),
        ("GET", "/customers/%61ttributes/attributes", "attributes", ("attributes",)),
        ("GET", "/customers/attributes", "one", ("attributes",)),
        ("POST", "/customers/attributes/plan", "literal", ("plan",)),
        ("POST", "/customers/%61ttributes/plan", "values", ("attributes", "plan")),
        ("POST", "/customers/5/plan", "values", ("5", "plan")),
    ],
)
def test_a_value_may_read_like_a_literal_segment_where_the_literal_leads_to_no_row(
    method: str, path: str, operation: str, values: tuple[str, ...]
) -> None:
    found = LITERALS.find(method, path)

    assert found is not None
    assert (found[0].operation, found[1]) == (operation, values)


def test_a_path_that_two_patterns_have_knows_the_methods_of_both() -> None:
    assert LITERALS.methods("/customers/attributes") == ("GET", "POST")


def test_a_value_that_is_no_utf8_is_an_error_and_not_another_value() -> None:
    with pytest.raises(UnicodeDecodeError):
        TABLE.find("PUT", "/customers/%FF%FE")


def test_the_methods_of_a_path_are_known() -> None:
    assert TABLE.methods("/customers/5") == ("DELETE", "PUT")
    assert TABLE.methods("/nowhere") == ()


def test_two_rows_for_one_path_and_method_are_refused() -> None:
    row = Route("PUT", "/customers/{identifier}", "track", "identify", by_path_alone(1))

    with pytest.raises(AssertionError, match="two routes"):
        RouteTable((row, row))


def test_a_route_that_says_all_by_its_path_decodes_to_the_same_always() -> None:
    decode = by_path_alone("health")

    assert decode(Request("GET", "/"), (), Terms()) == "health"
