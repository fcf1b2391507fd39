"""Law: what is said of the email provider's lists is understood as it was meant."""

from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from simulator.operations import BlockAddress, ProviderList, UnblockAddress
from simulator.wire import CannotSay, RouteTable, Terms, app_api
from tests.wire.operation_strategies import TEXTS

TABLE = RouteTable(app_api.ROUTES)
LISTS = st.sampled_from(get_args(ProviderList))
ADDRESSES = st.emails() | TEXTS


@given(st.builds(BlockAddress, ADDRESSES, LISTS) | st.builds(UnblockAddress, ADDRESSES, LISTS))
def test_an_address_is_put_on_and_taken_off_the_list_that_was_meant(operation: BlockAddress | UnblockAddress) -> None:
    request = app_api.encode(operation, Terms())

    if isinstance(request, CannotSay):
        assert not operation.address.strip()
        return
    found = TABLE.find(request.method, request.path)
    assert found is not None
    assert found[0].decode(request, found[1], Terms()) == operation
