"""What came in, from the file that `serve --state FILE` keeps: its records, which hold no request as it was."""

from collections.abc import Iterator
from pathlib import Path

from simulator.deliveries import SourceName
from simulator.emulator.state_file import Kept, read_state, resumed
from simulator.errors import UsageError
from simulator.instants import SystemClock
from simulator.operations import FactOperation, Operation, SendTransactional
from simulator.recording.traffic import Heard, Traffic, source_of
from simulator.service import Service
from simulator.service.ledger import BatchCalled, Called, Emptied
from simulator.targets import StandingWorkspace
from simulator.targets.asking import asked
from simulator.wire.control_answers import WorkspaceList
from simulator.wire.control_commands import ListWorkspaces

_FAMILIES = ("Track API", "App API", "Pipelines")
"""How calls that name no source are called in the records."""


def state_traffic(path: Path, name: str) -> Traffic:
    """What the workspace called `name` heard since the file was begun.

    Raises:
        UsageError: the file is no state, or was begun when people were there already.
    """
    kept = read_state(path)
    number = _numbers(resumed(path, kept)).get(name)
    _check_begin(path, kept, name)
    heard: list[Heard] = []
    left_out: list[str] = []
    for line, record in enumerate(kept.records, 1):
        if isinstance(record, Emptied) and record.workspace == number:
            heard.clear()
        elif isinstance(record, Called | BatchCalled) and record.workspace == number:
            told = _told(record, line)
            heard += [] if told is None else [told]
            left_out += [f"record {line}, {word}" for word in _unsayable(record)]
    return Traffic(tuple(heard), tuple(left_out))


def _told(record: Called | BatchCalled, line: int) -> Heard | None:
    calls = tuple(call for call in _operations(record) if isinstance(call, FactOperation))
    return Heard(record.at, source_of(_named(record.source), calls), calls, line, f"record {line}") if calls else None


def _named(source: SourceName | None) -> SourceName | None:
    """The source, where the call itself said one: of another the API and the client are known."""
    return None if source is not None and source.startswith(_FAMILIES) else source


def _operations(record: Called | BatchCalled) -> Iterator[Operation]:
    if isinstance(record, Called):
        yield from record.operations
    else:
        yield from (operation for call in record.calls for operation in call)


def _unsayable(record: Called | BatchCalled) -> Iterator[str]:
    """Messages that somebody asked for; that the clock went on is said by times."""
    yield from ("a transactional message" for one in _operations(record) if isinstance(one, SendTransactional))


def _check_begin(path: Path, kept: Kept, name: str) -> None:
    """What was there when the file was begun is told by no record."""
    begun = resumed(path, Kept(kept.held, (), kept.length, kept.torn))
    if name in _numbers(begun) and _standing(begun, name).people():
        raise UsageError(
            f"{path}: was written anew when people were there already, so it does not tell how they came; "
            "record from the running server, or begin with another file"
        )


def _standing(service: Service, name: str) -> StandingWorkspace:
    now = SystemClock().now()
    return StandingWorkspace(name, lambda request: service.handle(request, now))


def _numbers(service: Service) -> dict[str, int]:
    """The numbers of the workspaces by their names."""
    now = SystemClock().now()
    listed = asked(lambda request: service.handle(request, now), ListWorkspaces(), WorkspaceList)
    return {one.name: one.number for one in listed.workspaces}
