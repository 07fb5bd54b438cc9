"""Drawing without a window: a picture of the world as an array.

Opens the engine's drawing on its own, without Ursina and without a display where it can: headless EGL,
else the window system's offscreen buffer, else Panda3D's software drawing, which knows no shaders.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import numpy as np

from maze3d.view.silence import captured_output, quiet_notices

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SETTINGS = """coordinate-system y-up-left
audio-library-name null
sync-video 0
notify-level fatal
transform-cache 0"""


class CanvasError(RuntimeError):
    """Nothing could be drawn: one sentence with the remedy."""


class Canvas:
    """A buffer of width x height pixels, its scene `root` and its `camera` with `lens`.

    `shaders` tells whether the custom shaders run there. Raises CanvasError where no drawing is to be had.
    """

    def __init__(self, width: int, height: int, displays: tuple[str, ...] = ()) -> None:
        from panda3d.core import (  # noqa: PLC0415 - the engine loads only when something is drawn
            Camera,
            GraphicsEngine,
            NodePath,
            PerspectiveLens,
            loadPrcFileData,
        )

        loadPrcFileData("maze3d-canvas", _SETTINGS)
        quiet_notices()
        self.size = (width, height)
        self._engine = GraphicsEngine.getGlobalPtr()
        with captured_output():
            buffer, self.display = _first_buffer(self._engine, width, height, displays or _displays())
        if buffer is None:
            raise CanvasError(
                "Nothing can be drawn here: install EGL, on Debian and Ubuntu with `apt install libegl1 "
                "libgl1-mesa-dri`, or reinstall panda3d, whose software drawing is missing."
            )
        self._buffer = buffer
        self.shaders: bool = buffer.getGsg().getSupportsBasicShaders()
        self.root = NodePath("canvas")
        self.lens = PerspectiveLens()
        self.camera = self.root.attachNewNode(Camera("eye", self.lens))
        region = buffer.makeDisplayRegion()
        region.setCamera(self.camera)
        buffer.setClearColor((0, 0, 0, 1))

    @property
    def aspect(self) -> float:
        """Width over height."""
        return self.size[0] / self.size[1]

    def draw(self) -> None:
        """Draw the scene; returns before the driver has done all of it."""
        with captured_output():
            self._engine.renderFrame()

    def picture(self) -> NDArray[np.uint8]:
        """Draw the scene and return uint8[height, width, 3], red, green, blue, top row first."""
        self.draw()
        with captured_output():
            shot = self._buffer.getScreenshot()
        if shot is None:
            raise CanvasError(f"The picture could not be read back from the display module {self.display}.")
        data = np.frombuffer(shot.getRamImageAs("RGB"), np.uint8)
        return np.ascontiguousarray(data.reshape(shot.getYSize(), shot.getXSize(), 3)[::-1])

    def close(self) -> None:
        """Give the buffer back."""
        self._engine.removeWindow(self._buffer)
        self.root.removeNode()


def _displays() -> tuple[str, ...]:
    if not sys.platform.startswith("linux"):
        return ("pandagl", "p3tinydisplay")
    screen = ("pandagl",) if os.environ.get("DISPLAY") else ()
    return ("p3headlessgl", *screen, "p3tinydisplay")


def _first_buffer(engine: Any, width: int, height: int, displays: tuple[str, ...]) -> tuple[Any, str]:
    """Return the first display module's buffer that opens, and the module's name."""
    from panda3d.core import (  # noqa: PLC0415
        FrameBufferProperties,
        GraphicsPipe,
        GraphicsPipeSelection,
        WindowProperties,
    )

    looks = FrameBufferProperties()
    looks.setRgbColor(True)
    looks.setRgbaBits(8, 8, 8, 8)
    looks.setDepthBits(24)
    selection = GraphicsPipeSelection.getGlobalPtr()
    for display in displays:
        pipe = selection.makeModulePipe(display)
        if display == "p3tinydisplay":  # the module's own choice of pipe needs a screen
            pipe = selection.makePipe("TinyOffscreenGraphicsPipe")
        if pipe is None or not pipe.isValid():
            continue
        flags = GraphicsPipe.BFRefuseWindow | GraphicsPipe.BFFbPropsOptional
        buffer = engine.makeOutput(pipe, "canvas", 0, looks, WindowProperties.size(width, height), flags)
        if buffer is None:
            continue
        engine.openWindows()
        if buffer.isValid() and buffer.getGsg() is not None:
            return buffer, display
        engine.removeWindow(buffer)
    return None, ""
