#!/usr/bin/env python3
"""Starts maze3d from a clean copy with nothing but Python: makes .venv, installs the locked versions, plays.

    python3 scripts/play.py                   set up if needed, then the game
    python3 scripts/play.py play --seed 7     every argument goes to the game
    python3 scripts/play.py --help            this text
    python3 scripts/play.py play --help       the game's own help, once it is set up

The first start downloads about 130 MB; later ones start at once. It needs no root and writes only to .venv.
"""

import sys

if not (3, 11) <= sys.version_info[:2] <= (3, 14):
    sys.exit(
        "maze3d needs Python 3.11 to 3.14, and this is "
        + sys.version.split()[0]
        + ": start it with one of those."
    )

from environment import launch, ready_python

if __name__ == "__main__":
    if sys.argv[1:] in (["-h"], ["--help"]):
        sys.stdout.write(__doc__)
        sys.exit(0)
    sys.exit(launch([str(ready_python()), "-m", "maze3d"] + sys.argv[1:]))  # noqa: RUF005 - Python 2 reads this
