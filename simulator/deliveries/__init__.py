"""What travels from a source to a workspace, when it arrives, and how it goes wrong on its way."""

from simulator.deliveries.delivery import Calls, Delivery, SourceName, Topic, Webhook
from simulator.deliveries.faults import HEALTHY, Fault, arrivals, repeated
from simulator.deliveries.lateness import Lateness, seconds_late
from simulator.deliveries.timeline import Timeline

__all__ = [
    "HEALTHY",
    "Calls",
    "Delivery",
    "Fault",
    "Lateness",
    "SourceName",
    "Timeline",
    "Topic",
    "Webhook",
    "arrivals",
    "repeated",
    "seconds_late",
]
