"""Join codes: where a host is and who it is, in a form that can be read out and typed.

Owns the layout. A code is digits of Crockford's base 32 (no I, L, O, U), in groups of four joined by dashes:

    1 digit    what follows: kind of address + 4 when the port follows
    address    kind 0: x.y of 192.168.x.y | 1: x.y.z of 10.x.y.z | 2: IPv4 | 3: IPv6
    [port]     16 bits; left out for DEFAULT_PORT
    start of the certificate's fingerprint, 10 bytes, then 0s up to a whole digit
    2 digits   check: the whole code, as a number, is a multiple of 1021

1021 is a prime, and neither 32 nor 31 is a multiple of it: so one wrong digit (a change of d * 32^k, d under
32) and two neighbours that changed places (d * 31 * 32^k) never leave a multiple.
"""

from __future__ import annotations

import ipaddress
import re
import string
from dataclasses import dataclass

from maze3d.maze.codes import ALPHABET

DEFAULT_PORT = 24642
FINGERPRINT_BYTES = 10
"""80 bits: nobody makes a second certificate that starts with these."""

MOST_PORT = 0xFFFF

_PREFIXES = (b"\xc0\xa8", b"\x0a", b"", b"")
_ADDRESS_BYTES = (2, 3, 4, 16)
"""What follows the prefix, by kind."""
_WITH_PORT = 4
_PRIME = 1021
_CHECK_DIGITS = 2
_GROUP = 4
_READ_AS = str.maketrans("OIL", "011")
_BETWEEN = string.whitespace + "-\u2013\u2014"
_LEAST_DIGITS = 20
"""What has as many letters and no dot or colon is taken for a join code, not for a computer's name."""
_LONGEST_NAME = 253
_LABEL = re.compile(r"[^\W_](?:[\w-]{0,61}[^\W_])?")


class JoinCodeError(ValueError):
    """A join code or address that cannot be one: a sentence."""


@dataclass(frozen=True, slots=True)
class JoinTarget:
    """Where to join. `fingerprint_start`: the first 20 hex digits of the fingerprint; "" when unknown."""

    address: str
    port: int
    fingerprint_start: str


def encode_join(address: str, port: int, fingerprint: str) -> str:
    """Return the join code of a host: its numeric address, port 1 to 65535, fingerprint 64 hex digits."""
    plain = address.partition("%")[0]
    known = re.fullmatch("[0-9a-fA-F]{20,64}", fingerprint)
    if not _is_address(plain) or not 1 <= port <= MOST_PORT or not known:
        raise JoinCodeError(
            f'No join code can be made of "{address}", port {port}, fingerprint "{fingerprint}": expected a '
            f"numeric address, a port from 1 to {MOST_PORT} and 64 hex digits."
        )
    place = ipaddress.ip_address(plain)
    start = bytes.fromhex(fingerprint[: 2 * FINGERPRINT_BYTES])
    if isinstance(place, ipaddress.IPv6Address) and place.ipv4_mapped:
        place = place.ipv4_mapped
    packed = place.packed
    kind = next(
        kind
        for kind, (prefix, size) in enumerate(zip(_PREFIXES, _ADDRESS_BYTES, strict=True))
        if len(packed) == len(prefix) + size and packed.startswith(prefix)
    )
    packed = packed[-_ADDRESS_BYTES[kind] :]
    if port != DEFAULT_PORT:
        kind += _WITH_PORT
        packed += port.to_bytes(2, "big")
    data = packed + start
    digits = _digits_for(len(data))
    number = (kind << 5 * digits) + (int.from_bytes(data, "big") << 5 * digits - 8 * len(data))
    number <<= 5 * _CHECK_DIGITS
    number += -number % _PRIME
    text = "".join(ALPHABET[number >> 5 * place & 31] for place in range(digits + _CHECK_DIGITS, -1, -1))
    return "-".join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP))


def decode_join(text: str) -> JoinTarget:
    """Return what a join code says; case, dashes and blanks do not matter, O reads as 0, I and L as 1.

    Raises JoinCodeError when it is mistyped.
    """
    shown = text.strip()[:80]
    digits = _plain(text)
    wrong = next((char for char in digits if char not in ALPHABET), "")
    if wrong:
        raise JoinCodeError(f'"{shown}" is not a join code: "{wrong}" is in none.')
    kind = ALPHABET.index(digits[0]) if digits else 2 * _WITH_PORT
    if kind < 2 * _WITH_PORT:
        size = _ADDRESS_BYTES[kind % _WITH_PORT] + 2 * (kind >= _WITH_PORT) + FINGERPRINT_BYTES
        expected = 1 + _digits_for(size) + _CHECK_DIGITS
        if len(digits) != expected:
            raise JoinCodeError(
                f'"{shown}" is not a join code: it has {len(digits)} letters and digits, '
                f"one that begins so has {expected}."
            )
        number = 0
        for char in digits:
            number = number * 32 + ALPHABET.index(char)
        if number % _PRIME == 0:
            spare_bits = 5 * (_digits_for(size) + _CHECK_DIGITS) - 8 * size
            return _target(kind, (number >> spare_bits).to_bytes(size + 1, "big")[1:])
    raise JoinCodeError(f'"{shown}" is not a join code: it is mistyped, compare it with the original.')


def parse_target(text: str) -> JoinTarget:
    """Return what a player typed: a join code, an address, ADDRESS:PORT, [IPv6]:PORT or a computer's name.

    Raises JoinCodeError, one sentence, for anything else.
    """
    words = text.strip()
    plain = _plain(words)
    grouped = re.fullmatch(r"(\w{4}-){3,}\w{1,4}", words)
    if (len(plain) >= _LEAST_DIGITS or grouped) and not set(words) & set(".:[]%"):
        return decode_join(words)
    host, port = words, None
    bracketed = re.fullmatch(r"\[([^\]]*)\](?::(.*))?", words)
    if bracketed:
        host, port = bracketed[1], bracketed[2]
    elif words.count(":") == 1:
        host, _, port = words.partition(":")
    if not (_is_ipv6(host) if bracketed else _is_address(host) or _is_name(host)):
        raise JoinCodeError(
            f'"{words[:80]}" is neither a join code nor an address: expected a code of 23 letters or more, '
            f"192.168.1.20, 192.168.1.20:{DEFAULT_PORT}, [fd00::20]:{DEFAULT_PORT} or a computer's name."
        )
    if port is None:
        return JoinTarget(host, DEFAULT_PORT, "")
    if not re.fullmatch("[0-9]{1,5}", port) or not 1 <= int(port) <= MOST_PORT:
        raise JoinCodeError(f'"{port[:80]}" after {host} is not a port: expected 1 to {MOST_PORT}.')
    return JoinTarget(host, int(port), "")


def target_words(address: str, port: int) -> str:
    """Write an address and a port as `parse_target` reads them."""
    return f"[{address}]:{port}" if ":" in address else f"{address}:{port}"


def _plain(text: str) -> str:
    return "".join(char for char in text.upper() if char not in _BETWEEN).translate(_READ_AS)


def _digits_for(size_bytes: int) -> int:
    return -(-8 * size_bytes // 5)


def _target(kind: int, data: bytes) -> JoinTarget:
    """Return what the bytes of a code of this kind say."""
    size = _ADDRESS_BYTES[kind % _WITH_PORT]
    address, data = _PREFIXES[kind % _WITH_PORT] + data[:size], data[size:]
    port = DEFAULT_PORT
    if kind >= _WITH_PORT:
        port, data = int.from_bytes(data[:2], "big"), data[2:]
    return JoinTarget(str(ipaddress.ip_address(address)), port, data.hex())


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _is_ipv6(text: str) -> bool:
    return ":" in text and _is_address(text)


def _is_name(text: str) -> bool:
    """Tell whether a computer may be called so; 300.1.2.3 is a mistyped address, not a name."""
    labels = text.removesuffix(".").split(".")
    return (
        len(text) <= _LONGEST_NAME
        and all(_LABEL.fullmatch(label) for label in labels)
        and not labels[-1].isdecimal()
    )
