"""How many examples the laws try: 100 by default, the stated size with SIMULATOR_PROVE=1 (`make prove`)."""

import os

from hypothesis import HealthCheck, settings

_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]

settings.register_profile("default", max_examples=100, deadline=None, suppress_health_check=_SLOW)
settings.register_profile("prove", max_examples=5_000, deadline=None, suppress_health_check=_SLOW)
settings.load_profile("prove" if os.environ.get("SIMULATOR_PROVE") == "1" else "default")
