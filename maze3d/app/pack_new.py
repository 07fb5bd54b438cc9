"""A pack to begin with: a manifest, and a texture or all of the game's own assets.

Owns the manifest's first words. Knows nothing of the command line.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from maze3d.pack.catalogue import Place, by_asset, catalogue
from maze3d.pack.layers import own_look
from maze3d.pack.manifest import FORMAT, SCHEMA
from maze3d.pack.words import SHIPPED, words_path
from maze3d.view.audio.cache import encode_wav
from maze3d.view.audio.catalogue import SOUNDS
from maze3d.view.audio.sources import asset_of
from maze3d.view.hud.own_pictures import own_pictures
from maze3d.view.ui.canvas import font_file
from maze3d.view.world.own_models import own_models

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maze3d.pack.catalogue import Asset

FONT = "fonts/text.ttf"
FONT_CREDIT = "Open Sans, Steve Matteson, Apache-2.0"
EXAMPLE_CREDITS = """\
# [credits]
# "textures/wall.png" = "Ada, CC-BY-4.0, https://..."
"""
MANIFEST = """\
# What this pack is. `maze3d pack check` tells what is wrong with it.
schema = {schema}
id = "{author}.{name}"
version = "0.1.0"
format = {{ least = {format}, most = {format} }}
title = "{title}"
authors = ["{author}"]
# How others may use it: CC0-1.0 lets them do anything, CC-BY-4.0 wants your name said.
licence = "CC0-1.0"
about = ""
# A picture in the pack for the pack screen: `maze3d pack preview --scene` draws one.
# preview = "preview.jpg"

# Whom a file is owed to, when it is not your own:
{credits}
# [parameters]
{parameters}"""


def files_of(name: str, author: str, *, copy_all: bool) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of each file of a new pack."""
    yield "pack.toml", manifest(name, author, copy_all=copy_all).encode()
    assets = catalogue().assets
    if not copy_all:
        yield from _texture(assets["textures/wall"], only_first=True)
        return
    for asset in assets.values():
        if asset.kind in {"texture", "picture"}:
            yield from _texture(asset)
    for key, pixels in own_pictures():
        yield Place(assets[key]).path(".png"), _png(Image.fromarray(pixels))
    yield from _sounds()
    yield from _music()
    for key, number, data in own_models():
        yield Place(assets[key], number).path(".glb"), data
    for palette in catalogue().palettes:
        yield f"palettes/{palette}.toml", palette_text(palette).encode()
    for language in SHIPPED:
        yield f"words/{language}.toml", words_path(language).read_bytes()
    yield FONT, Path(font_file()).read_bytes()


def manifest(name: str, author: str, *, copy_all: bool = False) -> str:
    """Return the text of a new pack's manifest; with `copy_all` it says whose the font is."""
    lines = [
        f"# {each.name} = {_toml(each.default)}  # {each.about}" for each in catalogue().parameters.values()
    ]
    return MANIFEST.format(
        schema=SCHEMA,
        author=author,
        name=name,
        format=FORMAT,
        title=name.replace("-", " ").capitalize(),
        parameters="\n".join(lines) + "\n",
        credits=f'[credits]\n"{FONT}" = "{FONT_CREDIT}"\n' if copy_all else EXAMPLE_CREDITS,
    )


def palette_text(name: str) -> str:
    """Return the text of a palette's file with the game's own colours."""
    about = catalogue().assets[f"palettes/{name}"].about
    lines = [
        f'{each.name} = "{each.default}"  # {each.about}' for each in catalogue().palettes[name].values()
    ]
    return "\n".join([f"# {about}.", *lines, ""])


def _png(picture: Image.Image) -> bytes:
    made = io.BytesIO()
    picture.save(made, "PNG")
    return made.getvalue()


def _texture(asset: Asset, *, only_first: bool = False) -> Iterator[tuple[str, bytes]]:
    """Yield the game's own pictures of an asset, as files that every program can paint in without loss."""
    own = own_look()
    if own is None:
        return
    for (number, kind), file in sorted(by_asset(own.source.files).get(asset.key, {}).items()):
        if number == 1 or not only_first:
            with Image.open(io.BytesIO(own.source.read(file))) as kept:
                data = _png(kept)
            yield Place(asset, number, kind).path(".png"), data


def _sounds() -> Iterator[tuple[str, bytes]]:
    assets = catalogue().assets
    for name, recipe in SOUNDS.items():
        key, number = asset_of(name)
        yield Place(assets[key], number).path(".wav"), encode_wav(recipe.make(), recipe.rate)


def _music() -> Iterator[tuple[str, bytes]]:
    """Yield the game's own pieces as they are."""
    own = own_look()
    for file in sorted(own.source.files) if own else ():
        if own and file.startswith("music/"):
            yield file, own.source.read(file)


def _toml(value: float | str) -> str:
    return f'"{value}"' if isinstance(value, str) else f"{value:g}" if value % 1 else f"{value:.1f}"
