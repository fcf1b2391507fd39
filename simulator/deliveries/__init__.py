"""What travels from a source to a workspace, when it arrives, and how it goes wrong on its way."""

from simulator.deliveries.delivery import Calls, Delivery, SourceName, Webhook
from simulator.deliveries.faults import HEALTHY, Fault, arrivals
from simulator.deliveries.timeline import Timeline

__all__ = ["HEALTHY", "Calls", "Delivery", "Fault", "SourceName", "Timeline", "Webhook", "arrivals"]
