#!/usr/bin/env python3
"""Draws the previews of the packs that ship with the game, which the pack screen shows.

    python scripts/make_previews.py      writes assets/packs/*/preview.jpg

Run it after a change in how a pack looks. It needs no display. What comes out depends a little on who draws,
so a test compares the moods and not the pixels.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from PIL import Image

from maze3d.app.pack_preview import encoded, scene
from maze3d.files import write_whole
from maze3d.pack.layers import Layer, Layers
from maze3d.pack.opening import manifest_of, opened

PACKS_FOLDER = Path(__file__).resolve().parent.parent / "assets" / "packs"
FILE = "preview.jpg"
"""As each `pack.toml` names it."""


def main() -> int:
    """Draw all of them."""
    argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    ).parse_args()
    for folder in sorted(each for each in PACKS_FOLDER.iterdir() if each.is_dir()):
        with opened(folder) as source:
            manifest, findings = manifest_of(source)
            if manifest is None:
                sys.exit(f"make_previews: {folder}: {findings[0]}")
            drawn = scene(Layers([Layer(manifest, source)]), "high")
        write_whole(folder / FILE, encoded(Image.fromarray(drawn), ".jpg"))
        print(folder / FILE)
    return 0


if __name__ == "__main__":
    sys.exit(main())
