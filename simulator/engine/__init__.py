"""Runs a scenario value against a target and says what held, what did not, and why."""

from simulator.engine.chronicle import Chapter, Chronicle
from simulator.engine.run import Run, run_scenario
from simulator.engine.verdict import ExpectationFailed, Failure, Verdict

__all__ = ["Chapter", "Chronicle", "ExpectationFailed", "Failure", "Run", "Verdict", "run_scenario"]
