"""Law: the email provider's lists hold what a plain list of their changes says, before and after a snapshot."""

from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from simulator.operations import BlockAddress, ProviderList, UnblockAddress
from simulator.workspace import Machine, views
from simulator.workspace.snapshot import restored, saved
from tests.builders import START

LISTS: tuple[ProviderList, ...] = get_args(ProviderList)
ADDRESSES = ("maya@example.com", " MAYA@example.com", "noor@example.com")
_named = (st.sampled_from(ADDRESSES), st.sampled_from(LISTS))
_changes = st.lists(st.builds(BlockAddress, *_named) | st.builds(UnblockAddress, *_named), max_size=12)


def naive(changes: list[BlockAddress | UnblockAddress]) -> list[tuple[str, str, int]]:
    """Address, list and second of what stands there in the end: the last word on each counts."""
    last = {(one.address.strip().lower(), one.reason): (second, one) for second, one in enumerate(changes)}
    standing = sorted(
        (second, one.address, one.reason) for second, one in last.values() if isinstance(one, BlockAddress)
    )
    return [(address, reason, START + second) for second, address, reason in standing]


def told(machine: Machine) -> list[tuple[str, str, int]]:
    rows = [row for reason in LISTS for row in views.provider_list(machine, reason)]
    return [(row.address, row.reason, row.at) for row in sorted(rows, key=lambda row: row.at)]


@given(_changes)
def test_the_last_word_on_an_address_and_a_list_counts(changes: list[BlockAddress | UnblockAddress]) -> None:
    machine = Machine(now=START)
    for second, change in enumerate(changes):
        machine.apply(change, at=START + second)

    again = restored(saved(machine))

    assert told(machine) == told(again) == naive(changes)
    assert saved(again) == saved(machine)


@given(_changes)
def test_an_address_takes_mail_when_it_stands_on_no_list(changes: list[BlockAddress | UnblockAddress]) -> None:
    machine = Machine(now=START)
    for second, change in enumerate(changes):
        machine.apply(change, at=START + second)

    for address in ADDRESSES:
        standing = [row for row in naive(changes) if row[0].strip().lower() == address.strip().lower()]
        found = views.address_on_lists(machine, address)
        assert (None if found is None else (found.address, found.reason, found.at)) == (
            standing[-1] if standing else None
        )
