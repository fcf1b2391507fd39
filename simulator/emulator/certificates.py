"""TLS without any set-up: a certificate authority and a certificate made on the spot, for this run only.

The certificate names the loopback addresses and the hosts of the real services, so that clients with hard-coded hosts
can be pointed here.
"""

from dataclasses import dataclass
from pathlib import Path

from simulator.wire.hosts import API_OF_HOST

NAMES = ("localhost", "127.0.0.1", "::1", *API_OF_HOST)


@dataclass(frozen=True, slots=True)
class Certificates:
    """`authority` is the PEM file that clients must trust; `server` holds the key and the chain."""

    authority: Path
    server: Path


def make_certificates(directory: Path) -> Certificates:
    """Make a CA and a certificate for `NAMES`, and write both into `directory`."""
    import trustme  # a library of cryptography, which a server without TLS starts without

    authority = trustme.CA(organization_name="customerio-simulator", organization_unit_name="made for one run")
    certificate = authority.issue_cert(*NAMES)
    made = Certificates(directory / "ca.pem", directory / "server.pem")
    authority.cert_pem.write_to_path(made.authority)
    certificate.private_key_and_cert_chain_pem.write_to_path(made.server)
    return made
