"""Runs a scenario value against a target and says what held, what did not, and why."""

from simulator.engine.chronicle import Chapter, Chronicle
from simulator.engine.finding import counted
from simulator.engine.replay import ReplayId, replay_id_from
from simulator.engine.run import Run, run_scenario
from simulator.engine.trace import Moment, Profile, Trace, Travel
from simulator.engine.verdict import ExpectationFailed, Failure, Verdict

__all__ = [
    "Chapter",
    "Chronicle",
    "ExpectationFailed",
    "Failure",
    "Moment",
    "Profile",
    "ReplayId",
    "Run",
    "Trace",
    "Travel",
    "Verdict",
    "counted",
    "replay_id_from",
    "run_scenario",
]
