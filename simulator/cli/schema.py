"""`simulator schema`: the JSON Schema of a kind of file, so that editors complete it and mark slips."""

from argparse import ArgumentParser, Namespace

import msgspec

from simulator.errors import UsageError
from simulator.language.schemas import SCHEMAS, schema_of

_LATER = "plan"


def add_options(parser: ArgumentParser) -> None:
    parser.add_argument("kind", choices=(*SCHEMAS, _LATER), help="the kind of file")


def execute(options: Namespace) -> int:
    if options.kind == _LATER:
        raise UsageError(
            f"the schema of a plan comes with tracking plans; until then there are {' and '.join(SCHEMAS)}"
        )
    print(msgspec.json.format(msgspec.json.encode(schema_of(options.kind))).decode())
    return 0
