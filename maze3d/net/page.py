"""One page had over plain HTTP, such as a host's metrics.

Owns the bounds: how long the whole of it may take, and how much of it is taken. Blocks. Knows nothing of what
is on a page.
"""

from __future__ import annotations

import re
import socket
import time
from typing import NamedTuple

from maze3d.net.join_code import target_words

MOST_BYTES = 4 * 2**20
_READ_BYTES = 64 * 1024


class PageError(Exception):
    """There is no such page to be had: a sentence."""


class Page(NamedTuple):
    """What was answered."""

    status: int
    body: str


def fetch(address: str, port: int, path: str, timeout_s: float) -> Page:
    """Ask for a page and return it. Raises PageError."""
    where = target_words(address, port)
    ends = time.monotonic() + timeout_s
    try:
        with socket.create_connection((address, port), timeout_s) as stream:
            stream.sendall(f"GET {path} HTTP/1.0\r\nHost: {where}\r\nConnection: close\r\n\r\n".encode())
            told = _all(stream, ends)
    except TimeoutError:
        raise PageError(f"{where} gave no answer within {timeout_s:g} s.") from None
    except (OSError, UnicodeError) as problem:
        reason = getattr(problem, "strerror", None) or problem
        raise PageError(f"{where} cannot be reached: {reason}.") from None
    head, between, body = told.partition(b"\r\n\r\n")
    status = re.match(rb"HTTP/1\.[01] (\d{3})\b", head)
    if not status or not between:
        raise PageError(f"What answers at {where} is no web page.")
    return Page(int(status[1]), body.decode(errors="replace"))


def _all(stream: socket.socket, ends: float) -> bytes:
    """Return what comes until the other end closes, or there is too much."""
    told = bytearray()
    while len(told) < MOST_BYTES:
        left_s = ends - time.monotonic()
        if left_s <= 0:
            raise TimeoutError
        stream.settimeout(left_s)
        data = stream.recv(_READ_BYTES)
        if not data:
            break
        told += data
    return bytes(told)
