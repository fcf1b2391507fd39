"""Phrases about the tracking plan."""

from simulator.language.phrases.parts import PlanApplies
from simulator.language.phrases.phrase import given, then
from simulator.scenario import PlanReports, PlanSatisfied

PHRASES = (
    given(
        'the tracking plan "{plan:Text}" applies',
        PlanApplies,
        'The nearest tracking_plan.yaml above the feature whose name this is; "core commerce" comes with the package.',
    ),
    then(
        "every delivery satisfies the tracking plan",
        PlanSatisfied,
        "Every event and attribute that has arrived has the name, fields, types, units and writer of the plan; "
        "calls of others are looked at too.",
    ),
    then(
        'the tracking plan reports "{rule:PlanRule}" on "{field:Text}"',
        PlanReports,
        "Something that has arrived breaks this rule (unknown event, missing field, wrong type, time scale, "
        "money scale or two writers) on this field, event or attribute.",
    ),
)
