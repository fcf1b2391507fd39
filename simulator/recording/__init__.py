"""Traffic that came in at a running emulator as a story: the same deliveries again, and what was seen in the end."""

from simulator.recording.masking import Mask, real_contacts
from simulator.recording.story import Recording, recorded

__all__ = ["Mask", "Recording", "real_contacts", "recorded"]
