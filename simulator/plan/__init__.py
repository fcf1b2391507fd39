"""The tracking plan: what events and attributes are called, hold and belong to, and how calls differ from it."""

from simulator.plan.check import Told, Violation, is_planned_for, violations
from simulator.plan.fields import Known
from simulator.plan.parser import read_plan
from simulator.plan.tracking_plan import RULES, PlanRule, TrackingPlan

__all__ = [
    "RULES",
    "Known",
    "PlanRule",
    "Told",
    "TrackingPlan",
    "Violation",
    "is_planned_for",
    "read_plan",
    "violations",
]
