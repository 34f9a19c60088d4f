"""What holds for every test."""

from __future__ import annotations

import signal

from hypothesis import HealthCheck, settings

# How long an example takes says how busy the computer is.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

# A shell makes what it runs in the background deaf to Ctrl+C, and every process that a test starts would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)
