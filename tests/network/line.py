"""A cable between two network namespaces that loses, doubles and reorders.

    python -m tests.network.line ONE OTHER SEED DELAY_MS LOST DOUBLED LATE

Carries whole Ethernet frames between the interfaces ONE and OTHER of the namespace it runs in, so that both
ends speak to each other and not to a relay. Every IPv4 frame comes DELAY_MS later, in order; of UDP's a share
LOST does not come, DOUBLED comes twice, and LATE comes after those that were sent behind it. Prints a line of
JSON when it is ready, and at SIGTERM another: what it did.
"""

from __future__ import annotations

import array
import contextlib
import heapq
import itertools
import json
import random
import select
import signal
import socket
import struct
import sys
import time
from collections import Counter
from dataclasses import dataclass, field

ETH_P_ALL = 3
OUTGOING = 4
"""How the kernel marks what this end has sent itself."""

SIOCETHTOOL = 0x8946
OFFLOADS = {"checksums": 0x17, "TCP segments": 0x1F, "segments": 0x24}
"""ETHTOOL_STXCSUM, STSO, SGSO: with them a veth's frames are not yet what a cable would carry."""

FRAME_BYTES = 65536
LATEST_MS = 60


@dataclass
class Faults:
    """What becomes of the frames."""

    seed: int
    delay_s: float
    lost: float
    doubled: float
    late: float
    done: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)

    def delays_s(self, frame: bytes) -> list[float]:
        """Return after which time each copy of a frame comes; none when it is lost."""
        if frame[12:14] != b"\x08\x00":
            return [0.0]
        if frame[23] != socket.IPPROTO_UDP:
            self.done["tcp"] += 1
            return [self.delay_s]
        self.done["udp"] += 1
        draw = self._random.random
        if draw() < self.lost:
            self.done["lost"] += 1
            return []
        copies = 1
        if draw() < self.doubled:
            self.done["doubled"] += 1
            copies = 2
        delays = []
        for _ in range(copies):
            late = draw() < self.late
            self.done["late"] += late
            delays.append(self.delay_s + late * draw() * LATEST_MS / 1000)
        return delays


def no_offloads(interface: str) -> None:
    """Have an interface of this namespace hand on frames as a cable carries them: summed, none too long."""
    import fcntl  # Windows has none, and runs the tests that need no line

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        for command in OFFLOADS.values():
            value = array.array("B", struct.pack("II", command, 0))
            request = struct.pack("16sP", interface.encode(), value.buffer_info()[0])
            fcntl.ioctl(any_socket, SIOCETHTOOL, request)


def carry(interfaces: tuple[str, str], faults: Faults, stopping: list[int]) -> None:
    """Carry frames both ways until told to stop."""
    ends = []
    for name in interfaces:
        end = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_ALL))
        end.setblocking(False)
        end.bind((name, ETH_P_ALL))
        ends.append(end)
    other = {ends[0]: ends[1], ends[1]: ends[0]}
    waiting: list[tuple[float, int, socket.socket, bytes]] = []
    number = itertools.count()
    while not stopping:
        now = time.monotonic()
        while waiting and waiting[0][0] <= now:
            _due, _number, end, frame = heapq.heappop(waiting)
            with contextlib.suppress(OSError):  # the cable is pulled
                end.send(frame)
        wait_s = min(waiting[0][0] - now, 0.1) if waiting else 0.1
        for end in select.select(ends, [], [], wait_s)[0]:
            with contextlib.suppress(OSError):  # no more; or the cable is pulled
                while True:
                    frame, where = end.recvfrom(FRAME_BYTES)
                    if where[2] != OUTGOING:
                        now = time.monotonic()
                        for delay_s in faults.delays_s(frame):
                            heapq.heappush(waiting, (now + delay_s, next(number), other[end], frame))


def main(one: str, other: str, seed: str, delay_ms: str, *shares: str) -> None:
    """Carry until SIGTERM."""
    stopping: list[int] = []
    signal.signal(signal.SIGTERM, lambda got, _frame: stopping.append(got))
    lost, doubled, late = (float(share) for share in shares)
    faults = Faults(int(seed), float(delay_ms) / 1000, lost, doubled, late)
    print(json.dumps({"event": "ready"}), flush=True)
    carry((one, other), faults, stopping)
    print(json.dumps(faults.done), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
