"""What the fields of messages may hold, and what all messages share."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

PROTOCOL = 3
"""Both ends have to speak the same."""

MOST_SEATS = 64
NAME_LENGTH = 24
CHAT_LENGTH = 200
MOST_OWN_BYTES = 64 * 1024
"""Of a drawn maze that is sent: half of what may wait for a peer."""

MOST_PART_LENGTH = 8 * 1024
"""Characters of it in a message."""

COLOURS = 16
SHAPES = 6

Seat: TypeAlias = Annotated[int, Field(ge=-1, lt=MOST_SEATS)]
Hex16: TypeAlias = Annotated[str, Field(pattern="^[0-9a-f]{32}$")]
Hex32: TypeAlias = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
Whole: TypeAlias = Annotated[int, Field(ge=-(2**53), le=2**53)]
"""Any number a host tells: JSON's can have thousands of digits, which no clock or table could take."""


class Message(BaseModel):
    """What all messages share: nothing unknown, nothing converted, nothing changed."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)
