"""Turn into another program that ends when its parent ends (on Linux) and is not root.

`python become.py <signal> <parent> <user id> <group id> <program> [arguments]`; -1 as ids keeps
the user. A small program of its own, because the same steps between fork and exec inside the
launcher are unsafe once it has threads. Standard library only.
"""

import ctypes
import os
import sys

PR_SET_PDEATHSIG = 1


def main() -> None:
    """Drop the rights first: a change of user clears the signal that is set after it."""
    stop_signal, parent, uid, gid = map(int, sys.argv[1:5])
    command = sys.argv[5:]
    if uid >= 0:
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, stop_signal)
        if os.getppid() != parent:
            sys.exit(1)
    os.execv(command[0], command)


if __name__ == "__main__":
    main()
