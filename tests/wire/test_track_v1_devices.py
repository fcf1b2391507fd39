import pytest

from simulator.operations import AddDevice, DeleteDevice
from simulator.values import Json
from tests.wire.track_calls import FIVE, decoded, refusal


@pytest.mark.rule("track.v1.device-flat-keys")
@pytest.mark.parametrize(
    "device",
    [
        {"id": "t1", "platform": "ios", "last_used": 7, "app_version": "2"},
        {"id": "t1", "platform": "ios", "last_used": 7, "attributes": {"app_version": "2"}},
        {"id": "t1", "platform": "ios", "last_used": 7, "app_version": "1", "attributes": {"app_version": "2"}},
    ],
)
def test_what_stands_beside_the_token_is_an_attribute_of_the_device(device: dict[str, Json]) -> None:
    operation = decoded("PUT", "/api/v1/customers/5/devices", {"device": device})

    assert operation == AddDevice(FIVE, "t1", "ios", 7, {"app_version": "2"})


def test_a_device_is_deleted_by_its_token_in_the_path() -> None:
    operation = decoded("DELETE", "/api/v1/customers/5/devices/a%2Fb%3Ac")

    assert operation == DeleteDevice(FIVE, "a/b:c")


@pytest.mark.rule("devices.platform")
@pytest.mark.parametrize(
    ("device", "text"),
    [
        (None, "device is required"),
        ("t1", "device must be an object"),
        ({"platform": "ios"}, "device.id is required"),
        ({"id": "", "platform": "ios"}, "device.id is required"),
        ({"id": "t1"}, "device.platform is required"),
        ({"id": "t1", "platform": "web"}, "device.platform must be ios or android"),
        ({"id": "t1", "platform": "ios", "attributes": "x"}, "device.attributes must be an object"),
    ],
)
def test_a_device_that_is_none_is_refused(device: object, text: str) -> None:
    assert refusal("PUT", "/api/v1/customers/5/devices", {"device": device}) == (400, text)
