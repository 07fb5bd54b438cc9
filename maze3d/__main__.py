"""Starts the command line: `python -m maze3d` and the installed `maze3d` are the same."""

from __future__ import annotations

import sys

from maze3d.app.cli import main

if __name__ == "__main__":
    sys.exit(main())
