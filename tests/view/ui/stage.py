"""The interface on a buffer without a window: a pointer the test moves, and pictures of what is shown."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from maze3d.view.offscreen import Canvas as Buffer
from maze3d.view.settings import Settings
from maze3d.view.ui.ui import Ui

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Pointer:
    """The mouse: `at` in shares of the window from its top left, None outside."""

    at: tuple[float, float] | None = None

    def hasMouse(self) -> bool:  # noqa: N802 - the engine's name
        return self.at is not None

    def getMouseX(self) -> float:  # noqa: N802 - the engine's name
        assert self.at
        return self.at[0] * 2 - 1

    def getMouseY(self) -> float:  # noqa: N802 - the engine's name
        assert self.at
        return 1 - self.at[1] * 2


class Stage:
    """`ui` and what a test needs to play with it."""

    def __init__(self, width: int = 960, height: int = 540, text_size: int = 100) -> None:
        self._buffer = Buffer(width, height)
        self.pointer = Pointer()
        self.settings = Settings()
        self.settings.access.text_size = text_size
        window: Any = self._buffer._buffer
        self.ui = Ui(SimpleNamespace(win=window, mouseWatcherNode=self.pointer), self.settings)

    def frames(self, count: int = 12) -> None:
        for _ in range(count):
            self.ui.update(0.05)

    def keys(self, *names: str) -> None:
        for name in names:
            self.ui.handle(name)
            self.ui.handle(f"{name}-up")
            self.ui.update(0.001)

    def point_at(self, widget: Any) -> None:
        x, y, width, height = widget.bounds()
        canvas = self.ui.canvas
        self.ui.update(0.001)
        self.pointer.at = ((x + width / 2) / canvas.width, (y + height / 2) / canvas.height)
        self.ui.update(0.001)

    def picture(self) -> NDArray[np.uint8]:
        return self._buffer.picture()

    def close(self) -> None:
        self._buffer.close()
