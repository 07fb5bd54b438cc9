"""The valid inputs that scripts/fuzz.py begins with, made by the game's own writers.

`scripts/fuzz.py --write-seeds` writes them into the corpus.
"""

from __future__ import annotations

import io
import json
import struct
import zipfile
import zlib
from dataclasses import replace
from typing import Any

from fuzz_ends import (
    HELLO,
    MAZE,
    NOW,
    SETTINGS,
    TICK_S,
    WALL_S,
    WELCOME,
    host_in_a_round,
    round_of,
)

from maze3d.app import saves
from maze3d.maze.formats.drawn_json import write_json
from maze3d.maze.formats.drawn_text import read_text, write_text
from maze3d.net.join_code import encode_join
from maze3d.session import messages as m
from maze3d.session import saved as documents
from maze3d.session.own_maze import offer, parts
from maze3d.session.packets import CommandPacket, encode_commands, encode_common, encode_snapshot
from maze3d.sim.difficulty import EscapeRules
from maze3d.sim.movement import Body
from maze3d.sim.replay import HEADER, MAGIC, Recording
from maze3d.sim.state import Command, PlayerState
from tests.pack import media

_MANIFEST = (
    b'schema = 1\nid = "a.b"\nversion = "0.1.0"\ntitle = "T"\nauthors = ["A"]\nlicence = "CC0-1.0"\n'
    b'about = "X"\nrequires = ["c.d"]\n[format]\nleast = 1\nmost = 1\n[credits]\n"textures/wall.png" = "B"\n'
    b"[parameters]\nfog = 1.5\n"
)


def _pack_zip() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (
            ("pack.toml", _MANIFEST),
            ("textures/wall.png", media.png(64, 64)),
            ("sounds/horn.ogg", media.ogg()),
            ("words/en.toml", b'[menu]\nback = "Away"\n'),
        ):
            archive.writestr(zipfile.ZipInfo(name, (2030, 1, 1, 0, 0, 0)), data)
    return made.getvalue()


_DRAWING = read_text(
    b"title: Mile\nauthor: A\npar: 9\n\n+---+---+---+\n| S |     1 |\n+   +   +---+\n"
    b"|     *   X |\n+---+---+---+\n"
)
_TWO_LEVELS = (
    b"title: Two\n\nlevel 0\n+---+---+\n| S   ^ |\n+---+---+\n|       |\n+---+---+\n"
    b"level 1\n+---+---+\n| X   v |\n+---+---+\n|       |\n+---+---+\n"
)


def _part(kind: int, data: bytes) -> bytes:
    return bytes([kind]) + len(data).to_bytes(2, "big") + data


def _body(message: m.Message) -> bytes:
    return message.model_dump_json().encode()


def _recording() -> Recording:
    recording = Recording(MAZE.code, EscapeRules(keys=0, hints=2, hint_ticks=60, hint_cells=5, chalk=3))
    for tick in range(40):
        recording.append(Command(forward=127, yaw=tick // 9 * 16384, pitch=tick, buttons=tick % 8))
    return recording


def _snapshots() -> bytes:
    players = [PlayerState(seat, 512, 512, 0, 0, 0, 5, finished_tick=-1) for seat in range(2)]
    bodies = (Body(2**25, 2**25, 900, -900), Body(3 * 2**26, 2 * 2**26))
    return b"".join(
        _part(
            1, encode_snapshot(at, 9, 3, body, encode_common(1, 30 + at, 9 + at, -1, players), held_ticks=at)
        )
        for at, body in enumerate((*bodies, None))
    )


def _kept(mode: str, ticks: int) -> bytes:
    """Return what a host keeps after so many ticks of a round; after none it shows the results."""
    host, _sealer = host_in_a_round(replace(SETTINGS, mode=mode))
    for tick in range(ticks):
        for player in host.table.joined():
            player.commands.append(Command(forward=127, yaw=16384 * player.seat))
        host.step(NOW + tick * TICK_S)
    if not ticks:
        host.rounds.skip()
        host.rounds.vote(0, 1)
    host.table.close(host.table.joined()[0], "reset", NOW)
    host.bans.add("10.9.9.9", NOW + 60, NOW)
    return documents.to_json(host, SETTINGS, NOW, WALL_S)


def seeds() -> dict[str, dict[str, bytes]]:
    """Return the valid inputs that all others come from: target -> name -> bytes."""
    commands = [Command(127, -127, 65535, -16000, 7), Command()]
    packets = [
        _part(1, encode_commands(CommandPacket(at, 5, 6, 7, tuple(commands[: at % 3])))) for at in (2, 4, 7)
    ]
    member: dict[str, Any] = {"name": "Anna", "colour": 1, "shape": 2}
    status: dict[str, Any] = {
        "ready": True,
        "here": True,
        "playing": True,
        "admin": False,
        "bot": False,
        "score": 3,
        "ping_ms": 4,
    }
    from_peer = [
        m.Ready(on=True), m.Looks(colour=3, shape=2), m.Chat(text="hé\u202e"), m.Vote(choice=1),
        m.Alive(), m.WantMaze(),
        *(m.Words(words=words) for words in ("players", "settings size 9x9", "kick 0 why", "ban 10.0.0.9 5")),
        m.Leave(),
    ]  # fmt: skip
    from_host: list[m.Message] = [
        m.Lobby(name="H", mode="tag", rows=9, cols=9, phase="round", round=1, rounds=3, seconds_left=5,
                members=[m.Member(seat=0, **member, **status)]),
        m.Happened(tick=1, kind=2, player=0, x=3, y=4, value=5),
        m.Said(seat=-1, name="H", text="hi"), m.ConsoleLines(lines=["a", "b"]),
        offer(write_text(_DRAWING)), *parts(write_text(_DRAWING)), m.Votes(counts=[1, 0]),
        m.Results(round=1, rounds=3, cup_over=False, next=[MAZE.code],
                  standings=[m.Standing(seat=0, **member, ticks=5, points=3, total=3)]),
        round_of(match=2, mode="tag", rules={"salt": 5}),
        m.Goodbye(reason="timeout", text="bye"),
    ]  # fmt: skip
    join = m.Join(version="1.0", name="Anna", key="9" * 32, proof="a" * 64, resume="b" * 32)
    info = m.Info(
        version="1", name="H", mode="race", rows=9, cols=9, players=1, seats=8, locked=False, round=1,
        rounds=3, phase="round",
    )  # fmt: skip
    recording = _recording()
    whole = recording.to_bytes(5)
    run = saves.SavedRun(code=MAZE.code, difficulty="easy", keys=0, elapsed_ticks=40, date="2030-01-01")
    about = {**run.model_dump(), "sha256": saves._digest(run, whole)}  # noqa: SLF001
    best = {
        "code": MAZE.code,
        "levels": 1,
        "rows": 5,
        "cols": 5,
        "difficulty": "easy",
        "keys": 0,
        "ticks": 99,
    }
    bomb = HEADER.pack(MAGIC, 1, 0, 0, 0, 0, 0, 0, 4 * 10**6, 9 * 2 * 10**6, 0) + zlib.compress(
        struct.pack("<HbbBHh", 2, 0, 0, 0, 0, 0) * (2 * 10**6), 9
    )
    text = b"\x04v=11\x09mode=race\x08seats=8\x43fp=" + b"ab" * 32
    words = (
        "players",
        "kick 1 a b",
        "ban P1 5",
        "bans",
        "unban x",
        "mute 0 3",
        "next",
        "settings braid 0.5",
        "say hi",
    )
    return {
        "host_datagrams": {"packets": b"".join(packets), "plain": _part(0, bytes(45)) + packets[0]},
        "host_stream": {
            "joined": b"\xff" + b"".join(m.encode(each) for each in from_peer),
            "joins": b"\0" + m.encode(join) + m.encode(m.Ready(on=True)),
            "asks": b"\0" + m.encode(m.Query()),
        },
        "host_messages": {"all": b"\n".join(map(_body, from_peer)), "join": _body(join)},
        "host_console": {
            "all": "\n".join(words).encode(), "like": f"settings like {MAZE.code}\nhelp".encode(),
        },
        "peer_datagrams": {"snapshots": _snapshots()},
        "peer_stream": {
            "plays": b"\xff" + b"".join(m.encode(each) for each in from_host),
            "joins": b"\0" + b"".join(m.encode(each) for each in (HELLO, WELCOME, round_of())),
        },
        "peer_messages": {
            **{each.type: _body(each) for each in from_host},  # type: ignore[attr-defined] # each kind has its own
            "all": b"\n".join(map(_body, from_host)),
        },
        "answers": {"info": m.encode(HELLO) + m.encode(info), "only": m.encode(info)},
        "announcements": {"host": b"Anna's\0" + bytes.fromhex("6042017f000001") + text},
        "maze_codes": {"code": MAZE.code.encode(), "lower": MAZE.code.lower().replace("-", " ").encode()},
        "join_codes": {
            "code": encode_join("192.168.1.2", 24642, "ab" * 32).encode(),
            "six": encode_join("fd00::2", 5, "ab" * 32).encode(),
            "address": b"[fe80::1%eth0]:24642", "name": b"host-a.local:5", "four": b"10.0.0.1",
        },
        "settings": {"some": b"# mine\n[video]\nfov = 90\n[controls.keys]\nforward = ['w', 'up arrow']\n"
                             b"[audio]\nvolume = 7\n[[x]]\na = 1979-05-27T07:32:00Z\n"},
        "host_config": {
            "some": b'name = "H"\nmode = "race"\nsize = "9x9"\nbraid = 0.5\nseed = 7\nrounds = 3\n'
            b'port = 0\nbind = "127.0.0.1"\nmax_players = 8\npassword_file = "pw"\n'
            b"[limits]\nsilence_s = 1e1\nconnect_burst = 5\n",
        },
        "best_times": {"one": json.dumps({"version": 1, "runs": [{**best, "date": "2030"}]}).encode()},
        "progress": {"one": json.dumps({
            "version": 1, "chosen": "a.b",
            "campaigns": {"a.b": {"c": {"ticks": 600, "maze": MAZE.code, "medal": "gold", "date": "2030"}}},
        }).encode()},
        "pack_zips": {"one": _pack_zip()},
        "pack_manifests": {"one": _MANIFEST},
        "pack_palettes": {
            "interface": b'ink = "#ffffff"  # words\npanel = "#101010"\n',
            "players": b'navy = "#852036"\nred = "#E8302B"\n',
        },
        "pack_pictures": {
            "png": media.png(64, 64), "jpg": media.png(64, 64, "RGB", "JPEG"),
            "webp": media.png(64, 64, "RGBA", "WEBP"),
        },
        "pack_sounds": {"ogg": media.ogg(), "wav": media.wav()},
        "pack_models": {"triangle": media.glb()},
        "drawn_text": {"one": write_text(_DRAWING).encode(), "two_levels": _TWO_LEVELS},
        "drawn_json": {"one": write_json(_DRAWING).encode()},
        "campaigns": {
            "one": b'schema = 1\nid = "a.b"\ntitle = "T"\nauthor = "A"\nlicence = "MIT"\n[[stage]]\n'
            b'id = "c"\ntitle = "C"\nmaze = "' + MAZE.code.encode() + b'"\npar_s = 9\nbefore = "{hint}"\n'
            b'[stage.unlock]\nfinished = ["c"]\nmedals = 1\n',
        },
        "lan_identity": {"one": json.dumps({
            "secret": "ab" * 32, "name": "A", "tokens": {"a": "b"},
            "favourites": [{"address": "10.0.0.1", "port": 5, "name": "H"}],
        }).encode()},
        "host_state": {"race": _kept("race", 200), "tag": _kept("tag", 200), "results": _kept("race", 0)},
        "saved_runs": {"one": saves.FIRST_LINE + json.dumps(about).encode() + b"\n" + whole},
        "replays": {"one": whole[:-4], "bomb": bomb},
    }  # fmt: skip
