"""A pack as a modder sees it while he works: what he saves shows in the running game, the rest as it was."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from tests.app.test_packs import made

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

    from tests.window.player import Player

pytestmark = pytest.mark.window
RED, GREEN, VIOLET = (200, 0, 0), (0, 200, 0), (200, 130, 255)


def one(colour: tuple[int, int, int]) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (640, 360), colour).save(made, "PNG")
    return made.getvalue()


def shot(game: Player, folder: Path) -> NDArray[np.uint8]:
    """Return what the window shows, by the game's own screenshot."""
    before = set(folder.glob("*.png"))
    game.key("F12")
    game.wait("screenshot: ")
    (file,) = set(folder.glob("*.png")) - before
    return np.asarray(Image.open(file).convert("RGB"))


def share(picture: NDArray[np.uint8], colour: tuple[int, int, int]) -> float:
    return float((np.abs(picture.astype(int) - colour).max(-1) < 8).mean())


def test_a_saved_picture_and_palette_show_in_the_running_game(
    start: Callable[..., Player], own_folders: Path
) -> None:
    palette = 'accent = "#c882ff"\nacent = "#ffffff"\n'
    folder = made(own_folders / "data/packs", "one", files={"menu/background.png": one(RED)})
    game = start("--set", "packs.order=ada.one")
    game.comes_to("TitleScreen")
    shots = own_folders / "data/screenshots"
    first = shot(game, shots)
    assert share(first, RED) > 0.3
    assert share(first, VIOLET) == 0
    (folder / "palettes").mkdir()
    (folder / "palettes/interface.toml").write_text(palette)
    game.wait("acent")  # is told in the terminal once the file has been read
    second = shot(game, shots)
    assert share(second, RED) > 0.3
    assert share(second, VIOLET) > 0.001
    (folder / "menu/background.png").write_bytes(one(GREEN))
    (folder / "palettes/interface.toml").write_text(palette.replace("acent", "inc"))
    game.wait('"inc" is no colour')
    third = shot(game, shots)
    assert share(third, GREEN) > 0.3
    assert share(third, RED) == 0
