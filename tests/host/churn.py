"""Players that come and go in every way there is, over real sockets."""

from __future__ import annotations

import json
import ssl

from soaking.visitor import Visitor

from maze3d.session import messages as m

__all__ = ["Visitor", "parsed", "visit"]

WAYS = ("leave", "vanish", "close", "vanish", "reset", "vanish", "rubbish", "refused", "knock")
"""A third vanishes without a word: the host has to find out."""


def visit(port: int, number: int) -> str:
    """Come and go in the way of this number; return how it went: "joined", or the reason of a refusal."""
    way = WAYS[number % len(WAYS)]
    visitor = Visitor(port, f"Visitor {number}")
    try:
        if way == "knock":
            return "knocked"
        visitor.shake()
        answer = visitor.join(protocol=99 if way == "refused" else m.PROTOCOL)
        if not isinstance(answer, m.Welcome):
            return answer.reason if isinstance(answer, m.Refused) else "goodbye"
        if number % 2:
            visitor.command(answer)
        if way == "leave":
            visitor.say(m.Leave())
            list(visitor.messages())
        elif way == "rubbish":
            visitor.raw.sendall(b"\x00\x00\x00\x00\x00")
            list(visitor.messages())
        elif way == "vanish":  # the host has to end it: only then is the stream over
            goodbye = [each for each in visitor.messages() if isinstance(each, m.Goodbye)]
            return goodbye[-1].reason if goodbye else "ended"
    except (ConnectionError, ssl.SSLError, TimeoutError) as problem:
        return type(problem).__name__
    else:
        return "joined"
    finally:
        visitor.close(reset=way == "reset")


def parsed(line: str) -> dict[str, object]:
    """Return a census."""
    found: dict[str, object] = json.loads(line)
    return found
