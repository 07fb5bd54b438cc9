"""Attacks with words: tokens guessed or used again, names, chat, and a console that is not theirs."""

from __future__ import annotations

import contextlib
import secrets
import ssl
import time
from typing import TYPE_CHECKING

from maze3d.maze import Recipe, encode
from maze3d.session import messages as m
from maze3d.session.console import HELP
from maze3d.session.framing import Kind, frame

if TYPE_CHECKING:
    from tests.attacks.arena import Arena
    from tests.host.churn import Visitor

ASKED_S = 20.0


def enter(arena: Arena, address: str, name: str = "Eve", **fields: str) -> tuple[Visitor, m.Message]:
    """Join in any words; return the stream and the answer."""
    visitor = arena.visitor(name, address)
    asked = {"version": "1", "name": name, "key": secrets.token_hex(16), **fields}
    visitor.say(m.Join.model_validate(asked))
    answer = next(each for each in visitor.messages() if isinstance(each, m.Welcome | m.Refused | m.Goodbye))
    return visitor, answer


def heard(visitor: Visitor, kind: type[m.Message], count: int) -> list[m.Message]:
    """Read until so many messages of a kind have come."""
    found = [each for each in visitor.heard if isinstance(each, kind)]
    messages = visitor.messages()
    end = time.monotonic() + ASKED_S
    while len(found) < count:
        assert time.monotonic() < end
        message = next(messages)
        if isinstance(message, kind):
            found.append(message)
    return found


def leave(*visitors: Visitor) -> None:
    """Go in order."""
    for visitor in visitors:
        with contextlib.suppress(OSError):
            visitor.say(m.Leave())
            list(visitor.messages())
        visitor.close()


def tokens(arena: Arena) -> str:
    """Tokens of a lost player's seat: guessed, his own used again, and that of one who is still here."""
    owner, first = enter(arena, "127.0.5.1", "Owner", key="e" * 32)
    assert isinstance(first, m.Welcome)
    thief, answer = enter(arena, "127.0.5.2", resume=first.token)  # he is still here
    assert isinstance(answer, m.Welcome)
    assert not answer.resumed
    leave(thief)
    owner.close(reset=True)
    arena.until(lambda now: first.seat in now["kept"], "his seat is not kept")
    for number in range(10):
        guess = secrets.token_hex(16) if number else "0" * 32
        thief, answer = enter(arena, "127.0.5.3", resume=guess)
        assert isinstance(answer, m.Welcome)
        assert not answer.resumed
        assert answer.seat != first.seat
        leave(thief)
    owner, back = enter(arena, "127.0.5.1", "Owner", key="e" * 32, resume=first.token)
    assert isinstance(back, m.Welcome)
    assert (back.resumed, back.seat) == (True, first.seat)
    assert back.token != first.token
    leave(owner)
    for token in (first.token, back.token):
        thief, answer = enter(arena, "127.0.5.4", resume=token)
        assert isinstance(answer, m.Welcome)
        assert not answer.resumed
        leave(thief)
    return "13 wrong or used tokens: a seat of their own, never his; he came back into his with the true one"


BAD_WORDS = ("\u202egnp.exe", "a\x00b\x1b[31mc", "\u200b\ufeff\u2066", "z" + "\u0335" * 50)


def names_and_chat(arena: Arena) -> str:
    """Names and chat that turn the line round, ring the bell, are 100 KB long, or never stop."""
    listener, welcome = enter(arena, "127.0.6.1", "Listener")
    assert isinstance(welcome, m.Welcome)
    names = []
    for number, words in enumerate(BAD_WORDS):
        visitor, answer = enter(arena, f"127.0.6.{number + 2}", words)
        if isinstance(answer, m.Welcome):
            names.append(answer.name)
            visitor.say(m.Chat(text=words + "!"))
            heard(listener, m.Said, len(names))
            leave(visitor)
        else:
            assert isinstance(answer, m.Refused)
            assert answer.reason == "name"
    assert names == ["gnp.exe", "ab[31mc", "z\u0335\u0335"]
    said = [each.text for each in heard(listener, m.Said, len(names)) if isinstance(each, m.Said)]
    assert said == ["gnp.exe!", "ab[31mc!", "z\u0335\u0335!"]
    for joins in (False, True):  # 100 KB of name, then of chat
        visitor = arena.visitor("Long", "127.0.6.9")
        if joins:
            assert isinstance(visitor.join(), m.Welcome)
        kind = b'{"type":"chat","text":"' if joins else b'{"type":"join","version":"1","name":"'
        with contextlib.suppress(OSError):
            visitor.raw.sendall(frame(Kind.MESSAGE, kind + b"x" * 100_000 + b'"}'))
        with contextlib.suppress(OSError):
            assert all(not isinstance(each, m.Welcome) for each in visitor.messages())
        visitor.close()
    loud, answer = enter(arena, "127.0.6.10", "Loud")
    assert isinstance(answer, m.Welcome)
    with contextlib.suppress(OSError):
        for number in range(200):
            loud.say(m.Chat(text=f"spam {number}"))
    with contextlib.suppress(OSError, ssl.SSLError):
        list(loud.messages())
    loud.close()
    closed = arena.until_counted("closed", "flood", 1)
    listener.say(m.Chat(text="the end"))
    spam = -1
    for message in listener.messages():
        if isinstance(message, m.Said):
            spam += 1
            if message.text == "the end":
                break
    assert spam <= 6
    leave(listener)
    return f"cleaned {names}; 100 KB and 200 lines of chat: closed {dict(closed)}, {spam} lines were heard"


def admin(arena: Arena) -> str:
    """Tokens of the one who started the host: none, guessed, too long."""
    for token in ("", "0" * 32, secrets.token_hex(16), "ad" * 15 + "ac"):
        visitor, answer = enter(arena, "127.0.7.1", admin=token)
        assert isinstance(answer, m.Welcome)
        assert not answer.admin
        visitor.say(m.Words(words="stop"))
        (said,) = heard(visitor, m.ConsoleLines, 1)
        assert isinstance(said, m.ConsoleLines)
        assert "Only the one who started the host" in said.lines[0]
        leave(visitor)
    visitor = arena.visitor("Eve", "127.0.7.2")
    visitor.raw.sendall(
        frame(Kind.MESSAGE, b'{"type":"join","version":"1","name":"E","key":"0","admin":"*"}')
    )
    assert [each.reason for each in visitor.messages() if isinstance(each, m.Goodbye)] == ["protocol"]
    visitor.close()
    return "4 joined as anybody, admin false; 1 closed (protocol)"


def console(arena: Arena) -> str:
    """Every word of the console from one who may not, and messages that only a host says."""
    huge = encode(Recipe("backtracker", 2000, 2000, seed=1))
    lines = [line.split()[0] for line in HELP] + [f"settings like {huge}", "settings size 250x250", "counts"]
    lines += ["kick 0", "ban 127.0.0.1", "say I am the host"]
    refused = 0
    for part in (lines[:9], lines[9:]):
        visitor, answer = enter(arena, "127.0.7.3")
        assert isinstance(answer, m.Welcome)
        for words in part:
            visitor.say(m.Words(words=words))
        for said in heard(visitor, m.ConsoleLines, len(part)):
            assert isinstance(said, m.ConsoleLines)
            assert said.lines == ["Only the one who started the host has its console."]
            refused += 1
        leave(visitor)
    round_of_his = m.Round(
        match=1, mode="race", rules={}, code=huge, digest="0" * 32, round=1, rounds=1, seats=[0]
    )
    for message in (round_of_his, m.Results(round=1, rounds=2, cup_over=False, standings=[], next=[huge])):
        visitor, _answer = enter(arena, "127.0.7.4")
        visitor.say(message)
        goodbyes = [each.reason for each in visitor.messages() if isinstance(each, m.Goodbye)]
        assert goodbyes == ["protocol"]
        visitor.close()
    now = arena.counts()
    assert (now["size"], now["wanted"]) == ("40x40", 0)
    assert now["tick"] > arena.before["tick"]
    return f"{refused} lines refused, 2 hosts' messages closed (protocol); settings and mazes as before"


ATTACKS = (tokens, names_and_chat, admin, console)
