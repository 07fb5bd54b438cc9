"""Runs a command behind a systemd unit's filters: `python -m tests.deploy.confined UNIT COMMAND`.

Of the unit: SystemCallFilter=, MemoryDenyWriteExecute=, RestrictAddressFamilies= and NoNewPrivileges=, by the
library that systemd uses. The rest of a unit (its user, its view of the disk) takes systemd itself.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import errno
import mmap
import os
import socket
import subprocess
import sys
from functools import cache
from pathlib import Path

ALLOW, ERRNO = 0x7FFF0000, 0x00050000
EQUAL, GREATER_EQUAL, MASKED_EQUAL = 4, 5, 7
SHM_EXEC = 0o100000


class Argument(ctypes.Structure):
    """libseccomp's scmp_arg_cmp."""

    _fields_ = (
        ("arg", ctypes.c_uint),
        ("op", ctypes.c_int),
        ("a", ctypes.c_uint64),
        ("b", ctypes.c_uint64),
    )


def settings(unit: Path, name: str) -> list[str]:
    """Return the values of a unit's setting."""
    lines = [line.partition("=") for line in unit.read_text().splitlines()]
    return [value for found, _, value in lines if found == name]


@cache
def calls_of(name: str) -> frozenset[str]:
    """Return the system calls of a group such as @process, or the call itself."""
    if not name.startswith("@"):
        return frozenset({name})
    words = ["systemd-analyze", "syscall-filter", "--no-pager", name]
    listed = subprocess.run(words, capture_output=True, text=True, check=True).stdout.splitlines()[1:]
    names = [each.strip() for each in listed if each.strip() and not each.strip().startswith("#")]
    return frozenset().union(*(calls_of(each) for each in names))


def allowed_calls(unit: Path) -> set[str]:
    """Return what SystemCallFilter= leaves."""
    left = set(calls_of("@default"))
    for value in settings(unit, "SystemCallFilter"):
        calls: set[str] = set().union(*(calls_of(each) for each in value.removeprefix("~").split()))
        left = left - calls if value.startswith("~") else left | calls
    return left


class Filter:
    """One filter: what is not named is dealt with by `default`."""

    def __init__(self, default: int) -> None:
        self._library = ctypes.CDLL(ctypes.util.find_library("seccomp"), use_errno=True)
        self._library.seccomp_init.restype = ctypes.c_void_p
        self._context = ctypes.c_void_p(self._library.seccomp_init(ctypes.c_uint32(default)))

    def add(self, action: int, call: str, *arguments: Argument) -> None:
        """Deal with a call by `action`; one that this machine does not have is none."""
        number = self._library.seccomp_syscall_resolve_name(call.encode())
        if number >= 0:
            given = (Argument * len(arguments))(*arguments)
            count = ctypes.c_uint(len(arguments))
            done = self._library.seccomp_rule_add_array(
                self._context, ctypes.c_uint32(action), number, count, given
            )
            if done:
                raise OSError(-done, f"no rule for {call}")

    def load(self) -> None:
        """Put this process, and all it starts, behind it."""
        done = self._library.seccomp_load(self._context)
        if done:
            raise OSError(-done, "the filter cannot be loaded")


def confine(unit: Path) -> None:
    """Put this process behind a unit's filters."""
    filters = []
    if settings(unit, "MemoryDenyWriteExecute") == ["yes"]:
        both = mmap.PROT_WRITE | mmap.PROT_EXEC
        memory = Filter(ALLOW)
        memory.add(ERRNO | errno.EPERM, "mmap", Argument(2, MASKED_EQUAL, both, both))
        for call in ("mprotect", "pkey_mprotect"):
            memory.add(ERRNO | errno.EPERM, call, Argument(2, MASKED_EQUAL, mmap.PROT_EXEC, mmap.PROT_EXEC))
        memory.add(ERRNO | errno.EPERM, "shmat", Argument(2, MASKED_EQUAL, SHM_EXEC, SHM_EXEC))
        filters.append(memory)
    families = Filter(ALLOW)
    known = {int(getattr(socket, each)) for each in settings(unit, "RestrictAddressFamilies")[0].split()}
    for family in set(range(max(known) + 1)) - known:
        families.add(ERRNO | errno.EAFNOSUPPORT, "socket", Argument(0, EQUAL, family))
    families.add(ERRNO | errno.EAFNOSUPPORT, "socket", Argument(0, GREATER_EQUAL, max(known) + 1))
    filters.append(families)
    calls = Filter(ERRNO | errno.EPERM)
    for name in sorted(allowed_calls(unit)):
        calls.add(ALLOW, name)
    calls.add(ALLOW, "seccomp")  # the last filter to be loaded is this one
    filters.append(calls)
    for each in filters:
        each.load()


if __name__ == "__main__":
    confine(Path(sys.argv[1]))
    os.execv(sys.argv[2], sys.argv[2:])  # noqa: S606 - the test's own command
