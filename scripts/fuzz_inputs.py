"""How scripts/fuzz.py makes an input out of another.

All of it follows from a random.Random that is handed in. Knows nothing of what an input is for.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

EDGES = (
    0,
    1,
    2,
    127,
    128,
    255,
    256,
    32767,
    32768,
    65535,
    65536,
    2**31 - 1,
    2**31,
    2**32 - 1,
    2**63,
    2**64 - 1,
)
CELL_EDGES = tuple(65536 * 1024 * cells + off for cells in range(7) for off in (-1, 0, 1, 2**22))
"""Places of a body where one cell ends and the next begins."""

NUMBERS: tuple[bytes, ...] = (
    b"-1",
    b"0",
    b"1",
    b"63",
    b"64",
    b"65536",
    b"9007199254740993",
    b"18446744073709551616",
    b"1e308",
    b"nan",
)
NUMBERS += (
    b"1e999",
    b"-0.0",
    b"0.5",
    b"9" * 400,
    b"9" * 5000,
    b"0x" + b"f" * 5000,
    b'"7"',
    b"true",
    b"null",
    b"inf",
)
TOKENS: tuple[bytes, ...] = (
    b"\0",
    b"\xff",
    b"\xc3\xa4",
    b"\xe2\x80\xae",
    b"\xf0\x9f\x99\x82",
    b"\\ud800",
    b"\\u0000",
    b"\n",
    b" ",
    b"=",
)
TOKENS += (
    b'"',
    b"{}",
    b"[]",
    b"[[",
    b",",
    b":",
    b"-",
    b".",
    b"%",
    b"::1",
    b"[limits]\n",
    b'"type":',
    b"a.b=1\n",
)
NESTS = (b"[", b'{"a":', b"a=[", b"[a.", b"a={b=", b"(")


def _flip(data: bytearray, rng: random.Random, _other: bytes) -> None:
    data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)


def _overwrite(data: bytearray, rng: random.Random, _other: bytes) -> None:
    at = rng.randrange(len(data))
    data[at : at + rng.choice((1, 2, 4, 8))] = rng.randbytes(rng.choice((1, 2, 4, 8)))


def _cut(data: bytearray, rng: random.Random, _other: bytes) -> None:
    at = rng.randrange(len(data))
    del data[at : at + rng.randrange(1, 1 + len(data))]


def _end(data: bytearray, rng: random.Random, _other: bytes) -> None:
    del data[rng.randrange(len(data)) :]


def _again(data: bytearray, rng: random.Random, _other: bytes) -> None:
    at, size = rng.randrange(len(data)), rng.randrange(1, 64)
    data[at:at] = data[at : at + size] * rng.choice((1, 1, 2, 9))


def _splice(data: bytearray, rng: random.Random, other: bytes) -> None:
    at, start = rng.randrange(len(data)), rng.randrange(1 + len(other))
    data[at:] = other[start:]


def _edge(data: bytearray, rng: random.Random, _other: bytes) -> None:
    size = rng.choice((1, 2, 4, 8))
    value = rng.choice(CELL_EDGES if size == 8 and rng.random() < 0.7 else EDGES)
    at = rng.randrange(len(data))
    data[at : at + size] = (value % 256**size).to_bytes(size, rng.choice(("little", "big")))


def _length(data: bytearray, rng: random.Random, _other: bytes) -> None:
    """Lie about a length: add a little to a number where lengths are."""
    at = rng.choice((0, 1, rng.randrange(len(data))))
    was = int.from_bytes(data[at : at + 4], "big")
    data[at : at + 4] = ((was + rng.choice((-1, 1, 2, 255, 65536))) % 2**32).to_bytes(4, "big")


def _number(data: bytearray, rng: random.Random, _other: bytes) -> None:
    found = list(re.finditer(rb"-?\d+", data))
    if found:
        chosen = rng.choice(found)
        data[chosen.start() : chosen.end()] = rng.choice(NUMBERS)


def _token(data: bytearray, rng: random.Random, _other: bytes) -> None:
    at = rng.randrange(1 + len(data))
    data[at:at] = rng.choice(TOKENS)


def _value(data: bytearray, rng: random.Random, _other: bytes) -> None:
    """Swap two values of JSON or TOML."""
    found = list(re.finditer(rb"(?<=[:=\[,])\s*(\"[^\"]*\"|[\w.+-]+)", data))
    if len(found) > 1:
        first, second = rng.choice(found), rng.choice(found)
        data[first.start() : first.end()] = bytes(second[0])


def _nest(data: bytearray, rng: random.Random, _other: bytes) -> None:
    at = rng.randrange(1 + len(data))
    data[at:at] = rng.choice(NESTS) * rng.choice((3, 150, 2000, 9000))


def _long(data: bytearray, rng: random.Random, _other: bytes) -> None:
    at, size = rng.randrange(len(data)), rng.randrange(1, 24)
    data[at:at] = data[at : at + size] * rng.choice((100, 3000, 20000))


def _place(data: bytearray, rng: random.Random, _other: bytes) -> None:
    """Put something where two cells or four meet: all that looks like a place, or one coordinate of it."""
    found = [
        at for at in range(len(data) - 7) if 1 << 24 < int.from_bytes(data[at : at + 8], "little") < 1 << 33
    ]
    for at in rng.sample(found, min(len(found), rng.choice((1, 2, 4)))):
        data[at : at + 8] = (rng.choice(CELL_EDGES) % 2**64).to_bytes(8, "little")


def _many(data: bytearray, rng: random.Random, _other: bytes) -> None:
    """Fill a list, a table or the whole with thousands of the same small thing."""
    found = [each.end() for each in re.finditer(rb"[\[{,\n]", data)] or [0]
    what = rng.choice((b'"",', b"{},", b"[],", b"-1,", b'{"a":1},', b'"%d":0,', b"a%d=1\n", b"[a%d]\n"))
    count = rng.choice((60, 600, 6000, 20000))
    at = rng.choice(found)
    data[at:at] = b"".join(what % each if b"%d" in what else what for each in range(count))


COMMON: tuple[Callable[[bytearray, random.Random, bytes], None], ...]
COMMON = (
    _flip,
    _overwrite,
    _cut,
    _place,
    _end,
    _again,
    _splice,
    _edge,
    _edge,
    _length,
    _number,
    _number,
    _token,
    _value,
)
RARE = (_nest, _long, _many)
RARE_SHARE = 0.03
"""The long inputs take long to make and to read."""


def changed(data: bytes, other: bytes, rng: random.Random, most_bytes: int) -> bytes:
    """Return `data` changed in one to four ways; `other` is what a piece may come from."""
    made = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 3, 4))):
        if not made:
            made += rng.randbytes(8)
        rng.choice(RARE if rng.random() < RARE_SHARE else COMMON)(made, rng, other)
        del made[most_bytes:]
    return bytes(made)
