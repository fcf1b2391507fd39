"""The outermost door of the command line."""

import subprocess
import sys


def test_a_reader_who_has_read_enough_ends_the_command_in_silence() -> None:
    command = [sys.executable, "-m", "simulator", "schema", "scenario"]

    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        said = running.stderr.read()

    assert (running.returncode, said) == (141, b"")
