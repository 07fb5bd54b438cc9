"""What the keys of a match do that do not steer. Knows nothing of which key is bound to what."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from maze3d.app import flow
from maze3d.app.applying import apply
from maze3d.app.game import Game, Phase
from maze3d.view.window import save_screenshot

if TYPE_CHECKING:
    from maze3d.view.settings import Settings

_log = logging.getLogger(__name__)

LAN_ACTIONS = {"chat": "open_chat", "spectate_next": "watch_next", "free_camera": "fly"}
"""What these keys do in a round with others: functions of app.lan.doing."""


def do_action(game: Game, action: str) -> None:
    """Do what a key of the match asks for that is not steering."""
    together = game.phase is Phase.JOINED
    if action == "pause":
        flow.pause(game)
    elif together and action in LAN_ACTIONS:
        flow.with_lan(game, LAN_ACTIONS[action])
    elif action == "restart" and not together:
        flow.ask_restart(game)
    elif action == "minimap":
        access = game.settings.access
        apply(game, _changed(game.settings, "access", show_minimap=not access.show_minimap))
    elif action == "frame_rate":
        video = game.settings.video
        apply(game, _changed(game.settings, "video", show_frame_rate=not video.show_frame_rate))
    elif action == "screenshot":
        words = save_screenshot(game.base, game.folders.data / "screenshots")
        game.ui.notify(words)
        _log.debug("screenshot: %s", words)


def _changed(settings: Settings, section: str, **values: bool) -> Settings:
    part = getattr(settings, section).model_copy(update=values)
    return settings.model_copy(update={section: part})
