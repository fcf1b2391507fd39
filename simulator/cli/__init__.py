"""What people type: `simulator` and its commands, one file each, imported only when it is the one that is meant.

The door is `simulator.cli.main`; nothing is imported here, because nobody imports a command line.
"""
