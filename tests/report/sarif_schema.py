"""The schema of SARIF 2.1.0 as OASIS publishes it, without its prose, as an oracle that shares no code with ours."""

import gzip
from pathlib import Path

import msgspec
from jsonschema.validators import validator_for

from simulator.values import Json


def sarif_faults(document: bytes) -> list[str]:
    """What the schema has against the document."""
    packed = (Path(__file__).parent / "sarif.json.gz").read_bytes()
    schema = msgspec.json.decode(gzip.decompress(packed), type=dict[str, Json])
    validator = validator_for(schema)(schema)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(msgspec.json.decode(document))]
