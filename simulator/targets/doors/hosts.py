"""Which hosts are Customer.io's: those of its APIs, which the doors answer, and all others of the name."""

from simulator.wire.hosts import API_OF_HOST

_DOMAIN = "customer.io"


def is_vendors(host: str) -> bool:
    """Whether the host is Customer.io's, of an API or not."""
    name = host.lower().rstrip(".")
    return name == _DOMAIN or name.endswith(f".{_DOMAIN}")


def is_api(host: str) -> bool:
    """Whether the doors answer for the host."""
    return host.lower().rstrip(".") in API_OF_HOST
