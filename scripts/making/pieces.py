"""The music, composed for the game: one piece for the menus, one to walk to in each pack that ships.

Owns the notes. They are written as score.py reads them, a bar between two lines. Calm, and never so busy that
steps, keys and the exit are not heard.
"""

from __future__ import annotations

from making.instruments import bell, drum, flute, glass, nylon, pad, pluck, shaker
from making.score import Part, Piece


def _each(chords: str, figures: dict[str, str]) -> str:
    """Return a figure for each chord that is named."""
    return " | ".join(figures[chord] for chord in chords.split())


# -- the menus: D minor with a bright sixth, a lute that goes on, a flute that asks and bells that answer.

_MENU = "Dm Am Bb F Gm Dm Bb A Dm F C G Bb C Dm Dm"

MENU = Piece(
    beats=64,
    tempo=63,
    parts=(
        Part(
            pad,
            _each(
                _MENU,
                {
                    "Dm": "D3+A3+F4:4",
                    "Am": "C3+A3+E4:4",
                    "Bb": "Bb2+F3+D4:4",
                    "F": "A2+F3+C4:4",
                    "Gm": "G2+D3+Bb3:4",
                    "A": "A2+E3+D4:2 A2+E3+C#4:2",
                    "C": "C3+G3+E4:4",
                    "G": "G2+D3+B3:4",
                },
            ),
            gain=0.55,
            wet=0.6,
        ),
        Part(
            pluck,
            _each(
                _MENU,
                {
                    "Dm": "D3 A3 D4 F4 A4 F4 D4 A3",
                    "Am": "C3 A3 C4 E4 A4 E4 C4 A3",
                    "Bb": "Bb2 F3 Bb3 D4 F4 D4 Bb3 F3",
                    "F": "A2 F3 A3 C4 F4 C4 A3 F3",
                    "Gm": "G2 D3 G3 Bb3 D4 Bb3 G3 D3",
                    "A": "A2 E3 A3 D4 E4 D4 C#4 E3",
                    "C": "C3 G3 C4 E4 G4 E4 C4 G3",
                    "G": "G2 D3 G3 B3 D4 B3 G3 D3",
                },
            ),
            gain=0.42,
            pan=0.38,
            unit=0.5,
        ),
        Part(
            flute,
            """.:4 | .:2 A4 C5 | D5:3 C5 | A4:4 | .:2 G4 A4 | A4:3 F4 | F4:2 D4:2 | E4:4
            | .:28 | .:2 A4 F4""",
            gain=0.3,
            pan=0.6,
            wet=0.9,
        ),
        Part(
            bell,
            """.:32 | A4:1.5 D5:.5 F5:2 | E5 F5:.5 C5:.5 A4:2 | G4:1.5 C5:.5 E5:2 | D5:1.5 B4:.5 G4:2
            | D5 F5 D5 Bb4 | E5:1.5 D5:.5 C5:2 | D5:4 | .:4""",
            gain=0.34,
            pan=0.62,
            wet=0.8,
        ),
        Part(nylon, "D2:32 | D2:4 | F2:4 | C2:4 | G2:4 | Bb2:4 | C2:4 | D2:8", gain=0.45, wet=0.2),
        Part(drum, ".:32 | (D2:1.5 D2:.5 .:2)x6 | D2:4 | .:4", gain=0.3, wet=0.5),
    ),
    room_s=1.0,
)

# -- the stone dungeon: A minor that leans on its second step, a lone lute, one drum far below.

DUNGEON = Piece(
    beats=64,
    tempo=54,
    parts=(
        Part(
            pad,
            """A2+E3+A3:8 | F2+C3+A3:4 | E2+B2+G3:4 | A2+E3+C4:8 | Bb2+F3+D4:4 | E2+B2+E3:4
            | D3+A3+F4:8 | G2+D3+B3:4 | C3+G3+E4:4 | F2+C3+A3:4 | Bb2+F3+D4:4 | A2+E3+A3:8""",
            gain=0.6,
            wet=0.8,
        ),
        Part(
            pluck,
            """.:2 A3:.5 B3:.5 C4 | E4:2 D4:.5 C4:.5 B3 | A3:2 .:2 | . G3 B3 E4 | C4:3 B3:.5 A3:.5 | .:4
            | D4:1.5 F4:.5 E4 D4 | E4:2 B3:2 | .:2 F4 A4 | G4:.5 F4:.5 E4 D4:2 | B3 D4 G4:2 | E4:3 C4
            | A3 C4 F4 E4 | D4:2 F4 D4 | C4:.5 B3:.5 A3:3 | .:4""",
            gain=0.6,
            pan=0.42,
            wet=0.9,
            swing_s=0.025,
        ),
        Part(
            nylon,
            """A2:8 | F2:4 | E2:4 | A2:6 E2:2 | Bb2:4 | E2:4
            | D2:6 A2:2 | G2:4 | C2:4 | F2:4 | Bb2:4 | A2:8""",
            gain=0.5,
            pan=0.55,
            wet=0.4,
        ),
        Part(
            bell,
            ".:6 E5:2 | .:14 B5:2 | .:6 F5 E5 | .:14 E5:2 | .:6 D5 A4 | .:8",
            gain=0.2,
            pan=0.72,
            wet=1.4,
        ),
        Part(drum, "(A1:5 A1:3)x8", gain=0.34, wet=0.9),
    ),
    room_s=1.5,
)

# -- the hedge garden: a slow dance in G, harp and flute, bells in the middle.

_FIRST, _SECOND, _MIDDLE = "G Em C D G Bm C D", "G Em C D Em C D G", "C G/B Am Em C G/B Am D"
_GARDEN = f"{_FIRST} {_SECOND} {_MIDDLE} {_SECOND}"
_CLOSE = "B4:2 D5 | G4:3 | C5 B4 A4 | F#4:3 | G4 B4 E5 | E5 D5 C5 | A4 G4 F#4 | G4:3"

GARDEN = Piece(
    beats=96,
    tempo=88,
    parts=(
        Part(
            pluck,
            _each(
                _GARDEN,
                {
                    "G": "G3 D4 G4 B4 G4 D4",
                    "Em": "E3 B3 E4 G4 E4 B3",
                    "C": "C3 G3 C4 E4 C4 G3",
                    "D": "D3 A3 D4 F#4 D4 A3",
                    "Bm": "B2 F#3 B3 D4 B3 F#3",
                    "G/B": "B2 G3 D4 G4 D4 G3",
                    "Am": "A2 E3 A3 C4 A3 E3",
                },
            ),
            gain=0.5,
            pan=0.36,
            unit=0.5,
            swing_s=0.015,
        ),
        Part(
            flute,
            f"""B4:2 D5 | G4:3 | E4 G4 C5 | A4:3 | B4:2 D5 | F#5:2 D5 | E5 D5 C5 | A4:3
            | {_CLOSE} | .:24 | {_CLOSE}""",
            gain=0.3,
            pan=0.58,
            wet=0.7,
        ),
        Part(
            bell,
            """.:48 | E5:2 G5 | D5:3 | C5:2 E5 | B4:3 | E5:2 G5 | D5:2 B4 | C5 B4 A4 | D5:3
            | .:9 | A5:3 | .:9 | G5:3""",
            gain=0.32,
            pan=0.66,
            wet=0.7,
        ),
        Part(
            pad,
            _each(
                _GARDEN,
                {
                    "G": "G3+D4+B4:3",
                    "Em": "E3+B3+G4:3",
                    "C": "C3+G3+E4:3",
                    "D": "D3+A3+F#4:3",
                    "Bm": "B2+F#3+D4:3",
                    "G/B": "B2+G3+D4:3",
                    "Am": "A2+E3+C4:3",
                },
            ),
            gain=0.26,
        ),
        Part(shaker, ".:24 | (. C8 C8)x8 | .:24 | (. C8 C8)x8", gain=0.35, pan=0.7, wet=0.2),
    ),
    room_s=0.7,
)

# -- the science station: E minor without weight, a glass ostinato and its echo, a pulse below.

_STATION = "Em C G D Em C Am Bm C Em"
_OSTINATO = _each(
    _STATION,
    {
        "Em": "(E4 G4 B4 F#5 E5 B4 G4 B4)x2",
        "C": "(C4 G4 B4 E5 D5 B4 G4 B4)x2",
        "G": "(D4 G4 B4 F#5 D5 B4 G4 A4)x2",
        "D": "(D4 F#4 A4 E5 D5 A4 F#4 A4)x2",
        "Am": "(C4 E4 A4 B4 E5 B4 A4 E4)x2",
        "Bm": "(D4 F#4 B4 A4 E5 B4 A4 F#4)x2",
    },
)

STATION = Piece(
    beats=80,
    tempo=76,
    parts=(
        Part(
            pad,
            _each(
                _STATION,
                {
                    "Em": "E3+B3+F#4+G4:8",
                    "C": "C3+G3+E4+B4:8",
                    "G": "G2+D3+B3+F#4:8",
                    "D": "D3+A3+E4+F#4:8",
                    "Am": "A2+E3+B3+C4:8",
                    "Bm": "B2+F#3+D4+A4:8",
                },
            ),
            gain=0.55,
            wet=0.8,
        ),
        Part(glass, _OSTINATO, gain=0.17, unit=0.5, wet=0.6, swing_s=0.0),
        Part(glass, _OSTINATO, gain=0.07, unit=0.5, wet=1.0, delay=0.75, swing_s=0.0),
        Part(
            bell,
            """.:16 | B5:3 A5 | F#5:4 | A5:2 F#5:2 | E5:4 | .:16 | C6:3 B5 | A5:4 | B5:2 A5:2 | F#5:4
            | E5:4 G5:4 | F#5:4 .:4""",
            gain=0.2,
            pan=0.68,
            wet=1.0,
        ),
        Part(nylon, "E2:8 | C2:8 | G2:8 | D2:8 | E2:8 | C2:8 | A2:8 | B2:8 | C2:8 | E2:8", gain=0.5, wet=0.3),
        Part(drum, ".:16 | (A1 .:2 A1:.5 A1:.5)x12 | .:16", gain=0.26, wet=0.3, swing_s=0.0),
        Part(shaker, ".:32 | (. D8:.5 D8:.5)x16 | .:16", gain=0.22, pan=0.3, wet=0.4, swing_s=0.004),
    ),
    room_s=1.3,
)

PIECES: dict[str, dict[str, Piece]] = {
    "dungeon": {"menu": MENU, "walk": DUNGEON},
    "garden": {"walk": GARDEN},
    "station": {"walk": STATION},
}
"""By pack, and by what comes after `music/` in the catalogue."""
