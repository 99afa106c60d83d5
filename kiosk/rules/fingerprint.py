"""One name for a day's rules, so that kiosks which share a quota can see that they go by the same ones."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, replace
from datetime import date

from kiosk.rules.plan import Rules, plan_day
from kiosk.rules.policy import Window


def fingerprint(rules: Rules, day: date) -> str:
    """64 hexadecimal digits: the SHA-256 of what decides who gets a number on ``day``.

    The guard band is left out: it belongs to one kiosk's instrument, not to the office's rules.
    """
    plan = plan_day(rules.policies, rules.calendar, day)
    decides: dict[str, object] = {"window": _hours(plan.window), "quota": plan.quota}
    if plan.policy is not None:
        decides |= {
            "reserve": plan.policy.reserve,
            "service_quotas": dict(plan.policy.service_quotas),
            "services": [service.code for service in plan.policy.services],
            "temperature": asdict(replace(plan.policy.temperature, guard=0)),
            "mask": plan.policy.mask.value,
        }
    canonical = json.dumps(decides, sort_keys=True, separators=(",", ":"), default=lambda value: value.value)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _hours(window: Window | None) -> str:
    return "" if window is None else f"{window.opens:%H:%M}-{window.closes:%H:%M}"
