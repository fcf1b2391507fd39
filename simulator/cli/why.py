"""`simulator why`: whether a person is in a segment, since when, what decided it, and when it changes by itself."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from textwrap import wrap

from simulator.emulator import PORT_DEFAULT, opened
from simulator.instants import SystemClock, clock_text
from simulator.parity import rules
from simulator.targets import DEFAULT, JournalEntry, StandingWorkspace, open_standing
from simulator.workspace import MemberAnswer

_ADDRESS = f"http://127.0.0.1:{PORT_DEFAULT}"
_WIDTH = 100
_LABEL = 12


def add_options(parser: ArgumentParser) -> None:
    parser.add_argument("person", metavar="PERSON", help="an id, an email, a phone number or cio_ and a cio_id")
    parser.add_argument("segment", metavar="SEGMENT", help="the name of a segment")
    add_standing_options(parser)


def execute(options: Namespace) -> int:
    with opened_standing(options) as workspace:
        print("\n".join(explanation(workspace, options.person, options.segment)))
    return 0


def add_standing_options(parser: ArgumentParser) -> None:
    """Which workspace is asked: one of a running emulator, or of the file that it keeps."""
    asked = parser.add_mutually_exclusive_group()
    asked.add_argument(
        "--state", type=Path, metavar="FILE", help="what `serve --state FILE` keeps, instead of asking it"
    )
    asked.add_argument("--target", default=_ADDRESS, metavar="URL", help=f"a running emulator (default: {_ADDRESS})")
    parser.add_argument("--workspace", default=DEFAULT, metavar="NAME", help=f"one of its (default: {DEFAULT})")


def opened_standing(options: Namespace) -> AbstractContextManager[StandingWorkspace]:
    """The workspace that the options name, to be asked for as long as the block lasts."""
    if options.state is None:
        return open_standing(options.target, options.workspace)
    service, now = opened(options.state), SystemClock().now()
    return nullcontext(StandingWorkspace(options.workspace, lambda request: service.handle(request, now)))


def explanation(workspace: StandingWorkspace, person: str, segment: str) -> Iterator[str]:
    """The answer and what speaks for it, line by line.

    Raises:
        UsageError: nobody or nothing is called so.
    """
    zone = workspace.zone()
    answer = workspace.why(person, segment)
    yield f'{_who(answer)} is {"in" if answer.holds else "not in"} "{segment}"'
    if answer.since is not None:
        yield from _labelled("since", [f"{clock_text(answer.since, zone=zone)} ({zone})"])
    yield from _labelled("because", answer.reason)
    yield from _labelled("told by", _calls(answer.operations, workspace, zone) if answer.operations else ())
    yield from _labelled("rule", [f"{rule.id}: {rule.says}" for rule in rules() if rule.id in answer.rules])
    yield from _labelled("changes", [_next_change(answer, zone)])


def _who(answer: MemberAnswer) -> str:
    names = {"id": answer.id, "email": answer.email, "phone": answer.phone}
    known = [f"{kind} {name}" for kind, name in names.items() if name is not None]
    return ", ".join([f"cio_{answer.cio_id}", *known])


def _calls(operations: Sequence[int], workspace: StandingWorkspace, zone: str) -> list[str]:
    """The calls that brought the facts, the oldest first."""
    entries = {number: entry for entry in workspace.requests() for number in entry.operations}
    return [_call(number, entries.get(number), zone) for number in operations]


def _call(number: int, entry: JournalEntry | None, zone: str) -> str:
    if entry is None:
        return f"operation {number}, whose call the journal does not have any more"
    source = f", from {entry.source}" if entry.source else f", from {entry.user_agent}" if entry.user_agent else ""
    delivery = f", delivery {entry.delivery}" if entry.delivery else ""
    return f"operation {number}: {entry.method} {entry.path} at {clock_text(entry.at, zone=zone)}{source}{delivery}"


def _next_change(answer: MemberAnswer, zone: str) -> str:
    if answer.until is None:
        return "not by itself, only by what is told"
    return f"by itself at {clock_text(answer.until, zone=zone)} at the earliest"


def _labelled(label: str, sentences: Sequence[str]) -> Iterator[str]:
    for number, sentence in enumerate(sentences):
        lines = wrap(sentence, _WIDTH - _LABEL, subsequent_indent="  ")
        for line in lines:
            first = number == 0 and line is lines[0]
            yield f"  {label if first else '':<{_LABEL - 2}}{line}"
