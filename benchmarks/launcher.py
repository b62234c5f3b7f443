"""A small program that runs a command and says what it took.

It stands between the suite and the command because a process inherits the peak of the one that
started it: this one is smaller than any other Python. Arguments: a file for the command's output,
then the command. Needs a POSIX system.
"""

import os
import sys
import time

_KIBI = 1024


def main() -> None:
    """Print seconds of the wall and of the processor, peak memory in bytes and the exit code."""
    output, command = sys.argv[1], sys.argv[2:]
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    actions = [(os.POSIX_SPAWN_OPEN, 1, output, flags, 0o600)]
    begun = time.perf_counter()
    child = os.posix_spawn(command[0], command, os.environ, file_actions=actions)
    _, status, used = os.wait4(child, 0)
    seconds = time.perf_counter() - begun
    processor = used.ru_utime + used.ru_stime
    peak = used.ru_maxrss * (1 if sys.platform == "darwin" else _KIBI)
    sys.stdout.write(f"{seconds} {processor} {peak} {os.waitstatus_to_exitcode(status)}")


if __name__ == "__main__":
    main()
