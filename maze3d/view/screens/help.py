"""What the goal is, what shapes and colours mean, and which keys do what at present."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maze3d.view.input.names import action_words, button_words, key_words
from maze3d.view.language import commas, say
from maze3d.view.palette import KEY_SHAPES, colour_of, palette
from maze3d.view.settings import ACTIONS
from maze3d.view.ui.controls import Button, Label
from maze3d.view.ui.layout import Column, Row
from maze3d.view.ui.screen import Screen
from maze3d.view.ui.shapes import Box, Mask
from maze3d.view.ui.theme import AMBER, FAINT, INK, Shade
from maze3d.view.ui.widget import Widget

if TYPE_CHECKING:
    from maze3d.view.settings import Settings
    from maze3d.view.ui.canvas import Canvas
    from maze3d.view.ui.ui import Ui


class Sign(Widget):
    """A coloured figure and what it means."""

    def __init__(self, canvas: Canvas, figure: Mask, words: str) -> None:
        super().__init__(canvas)
        self.figure = Box(self.node, INK, figure, corner=5 if figure == "edge" else 0)
        self._label = Label(canvas, words, style="body", colour=INK)
        self._label.node.reparentTo(self.node)

    def measure(self, width: float) -> float:
        return max(26.0, self._label.measure(width - 36))

    def place(self, x: float, y: float, width: float, height: float) -> None:
        super().place(x, y, width, height)
        self.figure.place(0, 1, 24, 24)
        self._label.place(36, 2, width - 36, height)


class HelpScreen(Screen):
    """`prepare` it with the settings in force."""

    def __init__(self, ui: Ui) -> None:
        canvas = ui.canvas
        self._signs = [Sign(canvas, shape, say(f"help.key_{shape}")) for shape in KEY_SHAPES]  # type: ignore[arg-type]
        exit_sign = Sign(canvas, "edge", say("help.exit"))
        exit_sign.figure.paint(Shade(lambda: (*colour_of("goals", "exit"), 1.0)))
        self._keys = {action: Label(canvas, "", style="body", colour=INK) for action in ACTIONS}
        self._buttons = {action: Label(canvas, "", style="body", colour=INK) for action in ACTIONS}
        weights = [0.32, 0.38, 0.30]
        head = [
            Label(canvas, words, style="small", colour=FAINT)
            for words in ("", say("help.keys"), say("help.gamepad"))
        ]
        table = [
            Row(
                canvas,
                [Label(canvas, action_words(a), style="body", colour=FAINT), self._keys[a], self._buttons[a]],
                weights,
            )
            for a in ACTIONS
        ]
        body = [
            Label(canvas, say("help.goal")),
            Row(canvas, [*self._signs, exit_sign], least=520),
            Label(canvas, say("help.aids"), style="body", colour=FAINT),
            Label(canvas, say("help.table"), style="heading", colour=AMBER, space=10),
            Row(canvas, head, weights),
            *table,
            Label(
                canvas,
                say("help.mouse"),
                style="small",
                colour=FAINT,
            ),
        ]
        super().__init__(
            canvas,
            say("menu.help"),
            Column(canvas, body),
            [Button(canvas, say("menu.back"), ui.back)],
            width=720,
            on_back=ui.back,
        )

    def prepare(self, settings: Settings) -> None:
        """Show the bindings and colours of these settings."""
        sticks = {
            **dict.fromkeys(("forward", "back", "left", "right"), say("help.left_stick")),
            **dict.fromkeys(("turn_left", "turn_right", "look_up", "look_down"), say("help.right_stick")),
        }
        controls = settings.controls
        for action in ACTIONS:
            keys = commas([key_words(name) for name in controls.keys.get(action, [])])
            buttons = [button_words(name) for name in controls.buttons.get(action, [])]
            stick = [sticks[action]] if action in sticks else []
            self._keys[action].text.set(keys or "-")
            self._buttons[action].text.set(commas(stick + buttons) or "-")
        for number, sign in enumerate(self._signs):
            sign.figure.paint(_of_key(settings.access.palette, number))
        self.changed = True


def _of_key(name: str, number: int) -> Shade:
    return Shade(lambda: (*palette(name)[number], 1.0))
