"""One process of scripts/bench_net.py. Prints a line of JSON when it is ready, and goes on until it is ended.

bench_net_child.py bare BYTES           the least there is: a raw UDP socket, drained before each tick
bench_net_child.py panda3d BYTES        Panda3D's own QueuedConnectionReader and ConnectionWriter, UDP
bench_net_child.py ursina BYTES         RPCPeer of ursina.networking
bench_net_child.py host CONFIG FOLDER   maze3d's host; `figures` on its console prints what is asked of it
bench_net_child.py udp PORT PLAYERS BYTES       the players of the first
bench_net_child.py summed PORT PLAYERS BYTES    the players of the second
bench_net_child.py tcp PORT PLAYERS BYTES       the players of the third

The first three send each player a snapshot of so many BYTES 20 times a second; a player sends a command
packet of so many BYTES 30 times a second, from plain sockets, so that many cost little. At SIGTERM players
print which share of the snapshots came.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import struct
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from maze3d.host.config import Options

TICK_S = 1 / 60
SNAPSHOT_TICKS = 3
COMMAND_TICKS = 2
ADDRESS = "127.0.0.1"


def every_tick(tick: Callable[[int], None], seconds: float = float("inf")) -> None:
    """Call `tick` 60 times a second with its number, from 1."""
    number, began = 0, time.monotonic()
    due = began
    while due - began < seconds:
        time.sleep(max(0.0, due - time.monotonic()))
        number += 1
        tick(number)
        due = max(due + TICK_S, time.monotonic() - 0.25)


def ready(port: int, **more: str) -> None:
    """Say that the players can come."""
    print(json.dumps({"port": port, **more}), flush=True)


def free_port(kind: int) -> int:
    """Return a port nobody has, for what cannot choose one itself."""
    with socket.socket(socket.AF_INET, kind) as free:
        free.bind((ADDRESS, 0))
        return int(free.getsockname()[1])


# -- what serves


def bare(size: str) -> None:
    """Serve with nothing but the socket."""
    udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    udp.setblocking(False)
    udp.bind((ADDRESS, 0))
    sources: dict[tuple[str, int], None] = {}
    snapshot = bytes(int(size))
    ready(udp.getsockname()[1])

    def tick(number: int) -> None:
        while True:
            try:
                _data, source = udp.recvfrom(2048)
            except BlockingIOError:
                break
            sources[source] = None
        if number % SNAPSHOT_TICKS == 0:
            for source in sources:
                udp.sendto(snapshot, source)

    every_tick(tick)


def panda3d(size: str) -> None:
    """Serve as Panda3D's manual shows it, by UDP."""
    from panda3d.core import (  # noqa: PLC0415 - the other processes need no engine
        ConnectionWriter,
        Datagram,
        NetAddress,
        NetDatagram,
        PandaSystem,
        QueuedConnectionManager,
        QueuedConnectionReader,
    )

    manager = QueuedConnectionManager()
    reader, writer = QueuedConnectionReader(manager, 0), ConnectionWriter(manager, 0)
    port = free_port(socket.SOCK_DGRAM)
    connection = manager.openUDPConnection(ADDRESS, port)
    reader.addConnection(connection)
    sources: dict[tuple[str, int], Any] = {}
    data = bytes(int(size))
    ready(port, version=PandaSystem.getVersionString())

    def tick(number: int) -> None:
        while reader.dataAvailable():
            came = NetDatagram()
            if reader.getData(came):
                source = came.getAddress()
                key = (source.getIpString(), source.getPort())
                if key not in sources:
                    sources[key] = NetAddress(source)
        if number % SNAPSHOT_TICKS == 0:
            snapshot = Datagram(data)
            for source in sources.values():
                writer.send(snapshot, connection, source)

    every_tick(tick)


def ursina(size: str) -> None:
    """Serve as Ursina's networking samples do."""
    from importlib.metadata import version  # noqa: PLC0415

    from ursina.networking import RPCPeer, rpc  # noqa: PLC0415

    peer = RPCPeer()
    peer.print_connect = peer.print_disconnect = False

    def command(_connection: Any, _time_received: Any, _data: bytes) -> None:
        """Take a player's commands."""

    command.__annotations__ = {"_data": bytes}  # it looks for the type itself, not for its name
    rpc(peer)(command)
    port = free_port(socket.SOCK_STREAM)
    peer.start(ADDRESS, port, is_host=True)
    while not peer.is_running():
        time.sleep(0.01)
    snapshot = bytes(int(size))
    ready(port, version=version("ursina"))

    def tick(number: int) -> None:
        peer.update()
        if number % SNAPSHOT_TICKS == 0:
            for connection in peer.get_connections():
                peer.snapshot(connection, snapshot)

    every_tick(tick)


def host(config: str, folder: str) -> None:
    """Run maze3d's host with its ticks measured.

    `figures` on its console prints how long each tick took since it was last asked (ms), who is there and
    plays what, and the resident memory.
    """
    from maze3d.host import process  # noqa: PLC0415 - the others must not pay for the game
    from maze3d.host.config import options_from  # noqa: PLC0415
    from maze3d.host.memory import resident_bytes  # noqa: PLC0415

    ticks_ms: list[float] = []

    class Measured(process.Process):
        """A host that notes how long its ticks take."""

        def __init__(self, options: Options, folder: Path) -> None:
            super().__init__(options, folder)
            self.host.commands["figures"] = self.figures

        def tick(self, now: float) -> None:
            began = time.perf_counter()
            super().tick(now)
            ticks_ms.append((time.perf_counter() - began) * 1000)

        def figures(self, _rest: str, _now: float) -> list[str]:
            rounds = self.host.rounds
            match = rounds.match
            told = {
                "ticks_ms": ticks_ms,
                "sessions": len(self.host.table.joined()),
                "phase": rounds.phase.value,
                "players": len(match.players) if match else 0,
                "match_tick": match.tick if match else 0,
                "resident_kb": resident_bytes() / 1024,
            }
            print(json.dumps(told), flush=True)
            ticks_ms.clear()
            return []

    process.Process = Measured  # type: ignore[misc] # what run() makes
    sys.exit(process.run(options_from({}, Path(config), Path.cwd()), Path(folder)))


# -- who plays


class Players:
    """Counts what comes for players with plain sockets of one kind, until it is told to end."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.snapshots = 0
        self.ticks = 0
        signal.signal(signal.SIGTERM, self.end)

    def end(self, *_about: object) -> None:
        """Say what came, and end."""
        expected = self.count * self.ticks / SNAPSHOT_TICKS
        print(json.dumps({"delivered": self.snapshots / expected if expected else 0.0}), flush=True)
        os._exit(0)


def udp(port: str, count: str, size: str) -> None:
    """Play by datagrams."""
    _datagrams(int(port), int(count), bytes(int(size)))


def summed(port: str, count: str, size: str) -> None:
    """Play by datagrams as Panda3D expects them: with the sum of their bytes in front."""
    _datagrams(int(port), int(count), struct.pack("<H", 0) + bytes(int(size)))


def _datagrams(port: int, count: int, command: bytes) -> None:
    players = Players(count)
    sockets = [socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for _ in range(count)]
    for each in sockets:
        each.setblocking(False)
        each.connect((ADDRESS, port))

    def tick(number: int) -> None:
        players.ticks = number
        for at, each in enumerate(sockets):
            if (number + at) % COMMAND_TICKS == 0:
                each.send(command)
            with contextlib.suppress(BlockingIOError):
                while True:
                    each.recv(2048)
                    players.snapshots += 1

    ready(0)
    every_tick(tick)


def tcp(port: str, count: str, size: str) -> None:
    """Play over streams in RPCPeer's framing: u16 length, big endian, then the procedure and what it gets."""
    from ursina.networking import DatagramWriter, procedure_hash  # noqa: PLC0415

    players = Players(int(count))
    sockets = [socket.create_connection((ADDRESS, int(port))) for _ in range(players.count)]
    for each in sockets:
        each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        each.setblocking(False)
    writer = DatagramWriter()
    writer.clear()
    writer.write_int32(procedure_hash("command"))
    writer.write(bytes(int(size)))
    message = bytes(writer.get_datagram().getMessage())
    command = struct.pack(">H", len(message)) + message
    waiting = [b""] * players.count

    def tick(number: int) -> None:
        players.ticks = number
        for at, each in enumerate(sockets):
            if (number + at) % COMMAND_TICKS == 0:
                each.sendall(command)
            with contextlib.suppress(BlockingIOError):
                while data := each.recv(65536):
                    waiting[at] += data
            while len(waiting[at]) >= 2 and len(waiting[at]) >= (end := 2 + int.from_bytes(waiting[at][:2])):
                waiting[at] = waiting[at][end:]
                players.snapshots += 1

    ready(0)
    every_tick(tick)


def main() -> None:
    """Run the part that is named."""
    part: Callable[..., None] = globals()[sys.argv[1]]
    part(*sys.argv[2:])


if __name__ == "__main__":
    main()
