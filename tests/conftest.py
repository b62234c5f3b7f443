"""Puts this folder on the path of every test, and says how hard hypothesis tries.

The suite tries the same examples each time, so that it says the same of the same code: no change
is held up by what another one did. HYPOTHESIS_PROFILE=fresh tries others each time, and
HYPOTHESIS_PROFILE=long, for the campaigns beside the suite, a hundred times as many of them.
"""

import os

from hypothesis import HealthCheck, settings

settings.register_profile("suite", deadline=None, derandomize=True)
settings.register_profile("fresh", deadline=None)
settings.register_profile(
    "long",
    deadline=None,
    max_examples=10_000,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))
