"""Who joins a host, as the one who joins knows it.

Owns the ranges of what a player brings along. Knows nothing of where it is kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from maze3d.session.messages import COLOURS, SHAPES

LEAST_SECRET_BYTES = 16
VERSION_LENGTH = 32

_TOKEN = re.compile("[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Me:
    """One player.

    Raises ValueError for what no host could be told. `resume` may be anything: it was kept in a file.
    """

    name: str
    """Made plain before it is sent."""
    secret: bytes
    """The player's own; never sent."""
    colour: int = 0
    shape: int = 0
    password: str = ""
    admin: str = ""
    """What the host gave to the one who started it, 32 hex digits."""
    bot: bool = False
    fingerprint: str = ""
    """What the host's certificate has to begin with, "" to trust the first one seen."""
    resume: str = ""
    """The token of a seat that was lost in an earlier run."""
    version: str = ""

    def __post_init__(self) -> None:
        """Check what is sent as it is."""
        if len(self.secret) < LEAST_SECRET_BYTES:
            raise ValueError(f"A secret of {len(self.secret)} bytes: at least {LEAST_SECRET_BYTES} expected.")
        if not (0 <= self.colour < COLOURS and 0 <= self.shape < SHAPES):
            raise ValueError(
                f"Colour {self.colour}, shape {self.shape}: under {COLOURS} and {SHAPES} expected."
            )
        if self.admin and not _TOKEN.fullmatch(self.admin):
            raise ValueError("An admin's token: 32 hex digits expected.")
        if len(self.version) > VERSION_LENGTH:
            raise ValueError(f"A version of {len(self.version)} letters: at most {VERSION_LENGTH} expected.")

    @property
    def token(self) -> str:
        """`resume`, or "" when it is none."""
        return self.resume if _TOKEN.fullmatch(self.resume) else ""
