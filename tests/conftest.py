"""Puts this folder on the path of every test, and says how hard hypothesis tries.

HYPOTHESIS_PROFILE=long is for the campaigns beside the suite: a hundred times the examples.
"""

import os

from hypothesis import HealthCheck, settings

settings.register_profile("suite", deadline=None)
settings.register_profile(
    "long",
    deadline=None,
    max_examples=10_000,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))
