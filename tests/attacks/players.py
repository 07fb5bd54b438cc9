"""`maze3d bots`, taken for people by the host: `python -m tests.attacks.players CODE ...`."""

from __future__ import annotations

import sys
from functools import partial

from maze3d.app.cli import main
from maze3d.host import swarm
from maze3d.session.me import Me


def person(me: type[Me], *, bot: bool, **fields: object) -> Me:
    """Return who a bot is, without a word of what it is."""
    assert bot
    return me(bot=False, **fields)  # type: ignore[arg-type]


if __name__ == "__main__":
    swarm.Me = partial(person, Me)  # type: ignore[attr-defined,assignment] # what a swarm makes
    sys.exit(main(["bots", *sys.argv[1:]]))
