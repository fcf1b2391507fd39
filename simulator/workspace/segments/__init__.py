"""Segments: conditions, their two spellings, their truth over time, and why it is so."""
