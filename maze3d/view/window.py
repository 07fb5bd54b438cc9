"""The window: opened by Ursina, quiet, with the player's video settings, or a sentence why not.

Owns Ursina's start-up and the window's properties. Knows nothing of what is drawn in it. Ursina's own
per-frame loop and key handling are taken out: the loop visits every entity in each frame, and the handlers
act on keys (F10 to F12, Shift+Q) that are the player's to bind.
"""

from __future__ import annotations

import logging
import os
import sys
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from maze3d.view.language import say
from maze3d.view.silence import captured_output, quiet_notices
from maze3d.view.vsync import set_vsync
from maze3d.view.world.camera import place_camera

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maze3d.view.settings import Video
    from maze3d.view.world.camera import Eye

_log = logging.getLogger(__name__)

DEMO_HINT = "`maze3d demo -o walk.gif` draws a walk without one"


class WindowError(RuntimeError):
    """No window could be opened: one sentence with the remedy."""


def open_window(video: Video, *, icon: Path | None = None) -> Any:
    """Open the game's window and return Panda3D's `ShowBase` (Ursina's singleton).

    Raises WindowError, with one sentence for the player, when there is no display or no OpenGL.
    """
    if sys.platform.startswith("linux") and not os.environ.get("DISPLAY"):
        raise WindowError(
            "There is no display: start the game from a desktop session, or under Xvfb with "
            f"`xvfb-run maze3d play` ({DEMO_HINT})."
        )
    with captured_output():
        base = _start_ursina(video, icon)
    gsg = base.win.getGsg() if base is not None and base.win else None
    if base is None or gsg is None:
        raise WindowError(
            "The display could not be opened: check that DISPLAY names a running screen you may use "
            f"({DEMO_HINT})."
        )
    if not gsg.getSupportsBasicShaders():
        raise WindowError(
            "The display offers no OpenGL 2.1 with shaders: install or update the graphics driver, on "
            f"Debian and Ubuntu with `apt install libgl1 libgl1-mesa-dri` ({DEMO_HINT})."
        )
    cap_frames(base, video.frame_cap)
    return base


def apply_video(base: Any, before: Video, video: Video) -> bool:
    """Bring size, fullscreen, vsync and frame cap to `video` at once; return whether vsync took it."""
    from panda3d.core import WindowProperties  # noqa: PLC0415 - the engine loads only for a window

    if (before.width, before.height, before.fullscreen) != (video.width, video.height, video.fullscreen):
        wanted = WindowProperties()
        wanted.setFullscreen(video.fullscreen)
        wanted.setSize(video.width, video.height)
        if not video.fullscreen:
            wanted.setOrigin(-2, -2)  # Panda3D's word for "centred"
        base.win.requestProperties(wanted)
    if before.frame_cap != video.frame_cap:
        cap_frames(base, video.frame_cap)
    return before.vsync == video.vsync or set_vsync(on=video.vsync)


def poll_input(base: Any) -> None:
    """Let the keys and window events that came with the last picture reach their listeners.

    Panda3D would do so in its own next step, after the frame that should have answered them.
    """
    base.dgTrav.traverse(base.dataRootNode)
    base.eventMgr.doEvents()


def look_from(base: Any, eye: Eye, fov: float) -> None:
    """Put the window's camera at `eye`; `fov` is in degrees, see place_camera."""
    place_camera(base.camera, base.camLens, base.getAspectRatio(), eye, fov)


def save_screenshot(base: Any, folder: Path) -> str:
    """Write what the window shows to a new PNG in `folder`; return a sentence for the player."""
    from panda3d.core import Filename  # noqa: PLC0415

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        return say("hud.no_screenshot_folder", path=folder, problem=problem.strerror)
    path = folder / f"maze3d-{datetime.now().astimezone():%Y-%m-%d-%H%M%S-%f}.png"
    if not base.win.saveScreenshot(Filename.fromOsSpecific(str(path))):
        return say("hud.no_screenshot", path=path)
    return say("hud.screenshot", path=path)


def cap_frames(base: Any, frames_a_second: int) -> None:
    """Draw at most that many frames a second; 0 lifts the cap."""
    from panda3d.core import ClockObject  # noqa: PLC0415

    clock = base.clock if hasattr(base, "clock") else ClockObject.getGlobalClock()
    if frames_a_second:
        clock.setMode(ClockObject.MLimited)
        clock.setFrameRate(frames_a_second)
    else:
        clock.setMode(ClockObject.MNormal)


_SILENT_PRC = ["notify-level fatal", "notify-level-util fatal", "print-pipe-types 0"]


def _prc(video: Video, icon: Path | None) -> list[str]:
    return [
        "window-title maze3d",
        f"sync-video {int(video.vsync)}",
        f"win-size {video.width} {video.height}",
        f"fullscreen {int(video.fullscreen)}",
        "framebuffer-multisample 1",
        "multisamples 4",
        "text-minfilter linear_mipmap_linear",
        "textures-power-2 none",
        "transform-cache 0",  # what walks is elsewhere in each frame: to keep places costs more than it saves
        *([f"icon-filename {icon.as_posix()}"] if icon else []),
        *([] if _log.isEnabledFor(logging.DEBUG) else _SILENT_PRC),
    ]


def _start_ursina(video: Video, icon: Path | None) -> Any:
    """Return Ursina's application, or None when no window could be had."""
    from panda3d.core import loadPrcFileData  # noqa: PLC0415 - only here is the engine needed

    loadPrcFileData("maze3d", "\n".join(_prc(video, icon)))
    quiet_notices()
    with _own_folder_as_ursinas():
        from ursina.main import Ursina  # noqa: PLC0415
    from ursina import application, window  # noqa: PLC0415

    try:
        base = Ursina(
            title="maze3d",
            borderless=False,
            fullscreen=video.fullscreen,
            size=(video.width, video.height),
            development_mode=True,  # False would force fullscreen on
            editor_ui_enabled=False,
        )
    except Exception as problem:  # noqa: BLE001 - ShowBase raises a bare Exception when no window opens
        _log.debug("no window: %s", problem)
        return None
    application.hot_reloader.enabled = False
    application.print_info = application.print_warnings = _log.isEnabledFor(logging.DEBUG)
    window.editor_ui.enabled = False
    for task in ("update", "collisionLoop", "ivalLoop"):
        base.taskMgr.remove(task)
    for region in base.win.getDisplayRegions():
        if region.getCamera() and region.getCamera() != base.cam:
            region.setActive(
                False
            )  # 2D layers of Panda3D and Ursina, walked through in each frame for nothing
    for event in ("buttonDown", "buttonUp", "buttonHold", "keystroke"):
        base.ignore(event)
    for key in "1234567890qwertyuiopasdfghjklzxcvbnm":
        for suffix in ("", "-up", "-repeat"):
            base.ignore(f"raw-{key}{suffix}")
    return base


@contextmanager
def _own_folder_as_ursinas() -> Iterator[None]:
    """Make Ursina take a small folder of the package for its asset folder.

    It takes the folder of `sys.argv[0]`, scans its parent and executes a `settings.py` it finds there: a
    folder of the player's that is none of Ursina's business. Later it searches all below it thirty times.
    """
    kept = sys.argv[0]
    sys.argv[0] = str(Path(__file__).with_name("ui") / "theme.py")
    try:
        yield
    finally:
        sys.argv[0] = kept
