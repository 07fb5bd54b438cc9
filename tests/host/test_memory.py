"""Freed memory goes back to the system."""

import subprocess
import sys

import pytest

MEASURED = """
import os
from pathlib import Path
from maze3d.host.memory import give_back

def resident_kb():
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024

kept = [bytearray(20_000) for _ in range(4000)]
del kept[::2], kept[::2], kept[::2], kept[::2]  # what stays lies in between
before = resident_kb()
give_back()
print(before - resident_kb())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc keeps it, and only Linux says how much")
def test_pages_between_what_is_kept_are_given_back() -> None:
    found = subprocess.run([sys.executable, "-c", MEASURED], capture_output=True, text=True, check=True)
    assert int(found.stdout) > 40_000, "of 75,000 KB that were freed"
