"""Who a player is on the LAN, kept in one file: name, looks, favourites, and what is known of hosts.

Owns the file's fields. The secret never leaves this computer: each host is shown a key made from it
(session/proofs.py).
"""

from __future__ import annotations

import getpass
import secrets
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, FailFast, Field, ValidationError

from maze3d.files import StorageError, set_aside, write_whole
from maze3d.session.messages import COLOURS, NAME_LENGTH, SHAPES
from maze3d.session.words import clean

if TYPE_CHECKING:
    from pathlib import Path

SECRET_BYTES = 32
MOST_KNOWN = 200
"""Hosts remembered; the oldest are forgotten."""

Fingerprint = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class Favourite(BaseModel):
    """A host to look for again, wherever the list shows it or not."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    address: str
    port: Annotated[int, Field(ge=1, le=65535)]
    name: str


class Identity(BaseModel):
    """All of the file."""

    model_config = ConfigDict(strict=True, extra="forbid")

    secret: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    name: str = ""
    colour: Annotated[int, Field(ge=0, lt=COLOURS)] = 0
    shape: Annotated[int, Field(ge=0, lt=SHAPES)] = 0
    favourites: Annotated[list[Favourite], FailFast()] = []
    fingerprints: dict[str, Fingerprint] = {}
    """ "ADDRESS:PORT" -> the certificate it had when it was joined last."""
    tokens: dict[str, str] = {}
    """Fingerprint -> the token of a seat that was not left in order."""

    def remember(self, where: str, fingerprint: str) -> None:
        """Note the certificate of a host that was joined."""
        self.fingerprints.pop(where, None)
        self.fingerprints[where] = fingerprint
        while len(self.fingerprints) > MOST_KNOWN:
            del self.fingerprints[next(iter(self.fingerprints))]

    def keep_token(self, fingerprint: str, token: str) -> None:
        """Note the token of a seat, or with "" that there is none any more."""
        self.tokens.pop(fingerprint, None)
        if token:
            self.tokens[fingerprint] = token
        while len(self.tokens) > MOST_KNOWN:
            del self.tokens[next(iter(self.tokens))]


def load(path: Path) -> tuple[Identity, str]:
    """Return who this player is and a problem's sentence or "". Made when there is none yet."""
    try:
        return Identity.model_validate_json(path.read_bytes()), ""
    except FileNotFoundError:
        return _new(), ""
    except OSError as problem:
        return _new(), f"{path} cannot be read: {problem.strerror}."
    except ValidationError:
        return _new(), f"{path} is damaged: it is kept as {set_aside(path).name}."


def store(path: Path, identity: Identity) -> str:
    """Keep it; return a problem's sentence or ""."""
    try:
        write_whole(path, identity.model_dump_json(indent=1).encode())
    except StorageError as problem:
        return str(problem)
    return ""


def _new() -> Identity:
    try:
        name = clean(getpass.getuser(), NAME_LENGTH)
    except (OSError, KeyError, ImportError):  # nobody by the system's account
        name = ""
    return Identity(
        secret=secrets.token_hex(SECRET_BYTES),
        name=name.capitalize() or "Player",
        colour=secrets.randbelow(COLOURS),
        shape=secrets.randbelow(SHAPES),
    )
