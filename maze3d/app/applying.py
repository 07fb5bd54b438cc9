"""Settings that were changed, brought to every part of the running game and kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maze3d.app import settings_file
from maze3d.app.speaking import take_language
from maze3d.files import StorageError
from maze3d.view.language import say
from maze3d.view.window import apply_video

if TYPE_CHECKING:
    from maze3d.app.game import Game
    from maze3d.view.settings import Settings


def apply(game: Game, settings: Settings) -> None:
    """Bring every part to `settings` at once and keep them in the file."""
    before, game.settings = game.settings, settings
    if before.words != settings.words:
        take_language(settings, game.packs.layers)
        game.ui.retext()
    if not apply_video(game.base, before.video, settings.video):
        game.ui.notify(say("settings.vsync_later"))
    game.screens.take(settings)
    game.world.apply(settings)
    game.hud.apply(settings)
    game.devices.apply(settings)
    game.sounds.set_volumes(settings.audio)
    try:
        settings_file.save(settings, game.loaded)
    except StorageError as problem:
        game.ui.notify(str(problem))
