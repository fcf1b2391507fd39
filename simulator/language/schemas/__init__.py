"""JSON Schemas for editors, printed from the tables that the parsers walk: no second opinion on what may be written.

A schema tells of keys and shapes; names that must be defined, and what does not go together, only `check` knows.
"""

from simulator.language.schemas.conditions import condition_schema
from simulator.language.schemas.plan import plan_schema
from simulator.language.schemas.scenario import scenario_schema
from simulator.language.schemas.shapes import DRAFT, Schema
from simulator.language.schemas.workspace import workspace_definitions

__all__ = ["SCHEMAS", "Schema", "schema_of"]

SCHEMAS = ("workspace", "scenario", "plan")
"""The kinds of file that have one."""


def schema_of(kind: str) -> Schema:
    """The schema of one of the `SCHEMAS`, whole in itself."""
    if kind == "plan":
        return {"$schema": DRAFT, "title": "tracking_plan.yaml", **plan_schema()}
    definitions = {**workspace_definitions(), "condition": condition_schema()}
    workspace = definitions.pop("workspace")
    if kind == "workspace":
        return {"$schema": DRAFT, "title": "workspace.yaml", **workspace, "definitions": {**definitions}}
    return {
        "$schema": DRAFT,
        "title": "scenario file",
        **scenario_schema(),
        "definitions": {"workspace": workspace, "plan": plan_schema(), **definitions},
    }
