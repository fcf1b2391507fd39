"""`simulator schema`: the JSON Schema of a kind of file, so that editors complete it and mark slips."""

from argparse import ArgumentParser, Namespace

import msgspec

from simulator.language.schemas import SCHEMAS, schema_of


def add_options(parser: ArgumentParser) -> None:
    parser.add_argument("kind", choices=SCHEMAS, help="the kind of file")


def execute(options: Namespace) -> int:
    print(msgspec.json.format(msgspec.json.encode(schema_of(options.kind))).decode())
    return 0
