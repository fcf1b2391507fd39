"""Scenario values as text again: each language is written as it is read, and what it can't say is refused by name."""

from simulator.language.writing.conversion import Language, written_as

__all__ = ["Language", "written_as"]
