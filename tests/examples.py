"""How many examples Hypothesis tries: few while one works, many in `.ci/run` (`--hypothesis-profile=ci`)."""

from typing import Final

from hypothesis import HealthCheck, settings

# A machine that is busy with other things is no reason to fail.
_PATIENT: Final = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("quick", max_examples=30, **_PATIENT)
settings.register_profile("ci", max_examples=500, **_PATIENT)


def examples(usual: int) -> settings:
    """Settings for a test where so many examples are enough to be fairly sure: a fifth of them, or five
    times as many in CI."""
    many = settings.get_current_profile_name() == "ci"
    return settings(max_examples=usual * 5 if many else max(10, usual // 5))
