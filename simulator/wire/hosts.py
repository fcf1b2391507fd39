"""The hosts of Customer.io's APIs, in both regions, and whose each of them is."""

from simulator.wire.routing import Api

API_OF_HOST: dict[str, Api] = {
    "track.customer.io": "track",
    "track-eu.customer.io": "track",
    "api.customer.io": "app",
    "api-eu.customer.io": "app",
    "cdp.customer.io": "pipelines",
    "cdp-eu.customer.io": "pipelines",
}
