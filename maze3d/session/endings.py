"""Why a peer is not in, or not any more, in a sentence each.

Owns the sentences for what a host does not explain itself. Knows nothing of how it came to it.
"""

from __future__ import annotations

CANNOT_CONNECT = {
    "unreachable": "Nothing answers at that address.",
    "refused": "That computer answers, but no match is hosted there at that port.",
    "tls": "What answers at that address is no maze3d host.",
    "left": "The host has ended the connection before it began: it may be busy.",
    "reset": "The host has ended the connection before it began: it may be busy.",
    "timeout": "The host does not answer.",
}
"""By what the sockets say; of an unknown address, `cannot_connect` says which."""

MOST_SHOWN = 80
"""Letters of what was typed."""

NO_CONNECTION = "The connection has ended."

REFUSALS = {
    "version": "The host runs another version of maze3d.",
    "full": "The match is full.",
    "password": "This match needs a password, and it was not that one.",
    "banned": "You cannot join here.",
    "address": "Too many players come from your address already.",
    "busy": "The host is busy: try again in a moment.",
    "tries": "Too many wrong passwords: wait a minute and try again.",
    "name": "A name needs at least one letter or number.",
    "resume": "Your seat is not kept any more.",
    "stopping": "The host is about to end.",
    "memory": "The host is short of memory: try again later.",
}
"""By the reason of a Refused that has no text."""

GOODBYE = "The host has ended the session."
WRONG_HOST = "Another host answers at this address: its certificate is not the one it should be."
WRONG_MAZE = "This computer makes another maze of the host's code: the versions differ."
LEFT = "You have left the match."
NOT_BACK = "The host did not come back."
SLOW = "The connection is too slow for what there is to say."


def cannot_connect(reason: str, computer: str) -> str:
    """Say why there is no connection to `computer`, a name or an address as somebody has typed it."""
    if reason == "unknown address":
        return (
            f'"{computer[:MOST_SHOWN]}" is no join code, and no computer of that name is known here: '
            "expected a code of 23 letters or more, an address such as 192.168.1.20 or a computer's name."
        )
    return CANNOT_CONNECT.get(reason, NO_CONNECTION)
