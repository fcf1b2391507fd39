"""`simulator serve`: the emulator over HTTP, until it is interrupted."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path

from simulator.documents import Problems, load_file
from simulator.emulator import PORT_DEFAULT, Listening, Serving, serve
from simulator.instants import instant_from
from simulator.service import ENTRIES_DEFAULT, ClockChoice
from simulator.values import Json
from simulator.wire import DEFAULT_CREDENTIALS
from simulator.workspace import read_definition


def add_options(parser: ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: 127.0.0.1)")
    parser.add_argument("--port", type=int, default=PORT_DEFAULT, help=f"0 for any free (default: {PORT_DEFAULT})")
    parser.add_argument("--workspace", metavar="FILE", help="a workspace.yaml with segments and campaigns")
    parser.add_argument(
        "--state",
        type=Path,
        metavar="FILE",
        help="keep everything there, and go on from it; it then says definition and clock, not the options",
    )
    parser.add_argument(
        "--clock",
        type=_clock,
        default="real",
        metavar="real|frozen|ISO-8601",
        help="whether time goes with the machine's, or stands until it is moved (default: real)",
    )
    parser.add_argument("--tls", action="store_true", help="HTTPS, with a CA and a certificate made on the spot")
    parser.add_argument("--ready-file", type=Path, metavar="FILE", help="write URL, CA and pid there when ready")
    parser.add_argument(
        "--journal",
        type=int,
        default=ENTRIES_DEFAULT,
        metavar="N",
        help=f"how many requests to remember (default: {ENTRIES_DEFAULT})",
    )


def execute(options: Namespace) -> int:
    serving = Serving(
        host=options.host,
        port=options.port,
        tls=options.tls,
        ready_file=options.ready_file,
        definition=_definition(options.workspace) if options.workspace else {},
        clock=options.clock,
        journal_max=options.journal,
        state=options.state,
    )
    serve(serving, announce=_announce)
    return 0


def _clock(text: str) -> ClockChoice:
    match text:
        case "real":
            return "real"
        case "frozen":
            return "frozen"
    try:
        return instant_from(text)
    except ValueError as error:
        raise ArgumentTypeError(f"expected real, frozen or an instant; {error}") from error


def _definition(path: str) -> dict[str, Json]:
    """The workspace in the file, as plain values, after looking at all of it."""
    problems = Problems()
    node = load_file(path, problems)
    if node is not None:
        read_definition(node, problems)
    problems.raise_if_any()
    plain = node.plain() if node is not None else {}
    assert isinstance(plain, dict), "what reads as a definition is a mapping"
    return plain


def _announce(listening: Listening) -> None:
    keys = DEFAULT_CREDENTIALS
    lines = [
        f"serving on {listening.url} (stop with Ctrl-C)",
        f"  Track site id {keys.site_id}, key {keys.track_key}; App key {keys.app_key}",
        f"  try {listening.url}/_sim/health",
    ]
    if listening.ca is not None:
        lines.append(f"  CA to trust: {listening.ca}")
    print("\n".join(lines), flush=True)
