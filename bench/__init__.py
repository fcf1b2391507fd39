"""The figures: each measured by a command that anyone can run, as a ratio within one run."""
