"""Binds pytest-bdd to the engine, and nothing else.

Nothing is imported here: the plugin loads `door` at every start of pytest, so that has to be light. The other modules
wait for the first sentence that is ours.
"""
