"""A real host process that grows when asked to: `python -m tests.host.growing_host FOLDER`.

It is maze3d.host.process with one more word for its console, `grow`: it keeps a thousand objects for ever.
"""

from __future__ import annotations

import sys
from pathlib import Path

from maze3d.host import process
from maze3d.host.config import Options, options_from


class Forgotten:
    """What nobody lets go of."""

    def __init__(self) -> None:
        self.data = bytearray(1000)


KEPT: list[Forgotten] = []


def grow(_words: str, _now: float) -> list[str]:
    """Keep a thousand more."""
    KEPT.extend(Forgotten() for _ in range(1000))
    return ["Grown."]


class Growing(process.Process):
    """The host's process with the one word more."""

    def __init__(self, options: Options, folder: Path) -> None:
        super().__init__(options, folder)
        self.host.commands["grow"] = grow
        self.host.help.append("grow                          keep a thousand objects")


if __name__ == "__main__":
    process.Process = Growing  # type: ignore[misc] # what run() makes
    sys.exit(process.run(options_from({"bind": "127.0.0.1", "port": 0}, None, Path.cwd()), Path(sys.argv[1])))
