"""The hosts of Customer.io's APIs, in both regions, and whose each of them is."""

from functools import lru_cache

from simulator.wire.routing import Api

API_OF_HOST: dict[str, Api] = {
    "track.customer.io": "track",
    "track-eu.customer.io": "track",
    "api.customer.io": "app",
    "api-eu.customer.io": "app",
    "cdp.customer.io": "pipelines",
    "cdp-eu.customer.io": "pipelines",
}


@lru_cache(maxsize=64)
def api_of_host(authority: str) -> Api | None:
    """Whose the host is that a request names, with or without a port; nothing if it is nobody's here."""
    return API_OF_HOST.get(authority.partition(":")[0].lower())
