"""The interface at work: the stack of screens, the focus, the pointer, key repeat, questions and notices.

Knows no screen by name. Whoever owns the keyboard hands every key to `handle` and every typed letter to
`type`; `handle` says whether the interface used it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from maze3d.view.language import say
from maze3d.view.problems import told
from maze3d.view.ui.background import Background
from maze3d.view.ui.canvas import Canvas
from maze3d.view.ui.dialog import Dialog
from maze3d.view.ui.focus import Direction, along, neighbour
from maze3d.view.ui.motion import Glow, Repeat
from maze3d.view.ui.notice import Notice
from maze3d.view.ui.settling import Settling
from maze3d.view.ui.theme import FADE_S, ROW
from maze3d.view.ui.trace import say_focus, say_screen

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from maze3d.view.settings import Settings
    from maze3d.view.ui.dialog import Answer
    from maze3d.view.ui.screen import Screen
    from maze3d.view.ui.widget import Widget

Tick = Literal["move", "choose", "back"]

_ARROWS: dict[str, Direction] = {
    f"{device}_{way}": way
    for device in ("arrow", "pad:dpad", "pad:stick")
    for way in ("up", "down", "left", "right")
}
_CHOOSE = {"enter", "space", "pad:face_a"}
_BACK = {"escape", "pad:face_b"}
_SCROLL = {"wheel_up": -ROW * 1.6, "wheel_down": ROW * 1.6, "page_up": -ROW * 7, "page_down": ROW * 7}
_SETTLES_S = 0.3
"""After the window has changed, a pointer is taken to rest for so long: it is the window that has moved."""

_SHIFT = {"shift", "lshift", "rshift"}
_CONTROL = {"control", "lcontrol", "rcontrol", "meta", "lmeta", "rmeta"}


class Ui:
    """`sound` is told of moves and choices. Nodes of the HUD go under `hud_root`, beneath the screens."""

    def __init__(self, base: Any, settings: Settings, sound: Callable[[Tick], None] | None = None) -> None:
        self.canvas = Canvas(base, settings.access.text_size)
        self.hud_root: Any = self.canvas.root.attachNewNode("hud")
        self.background = Background(self.canvas)
        self._screens_root: Any = self.canvas.root.attachNewNode("screens")
        self.lettering: Path | None = None
        """The font's file that was taken last, None for the game's own."""
        self.on_layout: list[Callable[[], None]] = []
        """Called after the window, the text size or the language has changed."""
        self._text_size = settings.access.text_size
        self._sound = sound or (lambda _tick: None)
        self._stack: list[Screen] = []
        self._focus: Widget | None = None
        self._remembered: dict[Screen, Widget] = {}
        self._glow = Glow()
        self._repeat = Repeat()
        self._settling = Settling()
        self._pressed: Widget | None = None
        self._pointer: tuple[float, float] | None = None
        self._window_rests_s = 0.0
        self._held: set[str] = set()
        self._fade = 1.0
        self._dialog = Dialog(self.canvas)
        self._notice = Notice(self.canvas, self.canvas.root)

    # -- screens

    @property
    def screen(self) -> Screen | None:
        """The screen on top; None while the game is played."""
        return self._stack[-1] if self._stack else None

    def show(self, *screens: Screen) -> None:
        """Show these screens, the last on top, instead of what is shown; none clears the view."""
        for screen in self._stack:
            screen.node.detachNode()
        self._stack.clear()
        self._pressed = None
        self._set_focus(None)
        self._remembered.clear()
        for screen in screens:
            self.push(screen)

    def push(self, screen: Screen) -> None:
        """Show `screen` over the one shown; `back` returns."""
        if self._stack:
            below = self._stack[-1]
            if self._focus:
                self._remembered[below] = self._focus
            if screen.overlay:
                below.node.setAlphaScale(1.0)
            else:
                below.node.detachNode()
        self._stack.append(screen)
        self._settling.begin(screen.settles_s, self.held)
        self._open(screen)

    def back(self) -> None:
        """Leave the screen on top."""
        self._stack.pop().node.detachNode()
        self._pressed, self._fade = None, 1.0
        if self._stack:
            self._open(self._stack[-1])
        else:
            self._set_focus(None)

    def ask(
        self,
        question: str,
        on_yes: Callable[[], None],
        *,
        yes: str = "",
        no: str = "",
        on_no: Callable[[], None] | None = None,
        other: Answer | None = None,
    ) -> None:
        """Ask over what is shown; an answer closes the question, then does what it stands for.

        `yes` and `no` are on the buttons, "Yes" and "No" unless there is something better.
        `other` is a third answer, between `yes` and `no`.
        """

        def closing(call: Callable[[], None] | None) -> Callable[[], None]:
            def give() -> None:
                self.back()
                if call:
                    call()

            return give

        between = [(other[0], closing(other[1]))] if other else []
        yes, no = yes or say("menu.yes"), no or say("menu.no")
        self._dialog.prepare(question, [(yes, closing(on_yes)), *between, (no, closing(on_no))])
        self.push(self._dialog)

    def show_background(self, *, on: bool) -> None:
        """Have a pack's picture, where there is one, behind the screens, or what is played."""
        self.background.show(on=on)

    def notify(self, words: str) -> None:
        """Show a line for as long as it takes to read it, after those that were there before."""
        self._notice.show(told(words))

    def _open(self, screen: Screen) -> None:
        if not screen.node.hasParent():
            screen.node.reparentTo(self._screens_root)
            self._fade = 0.0
        screen.lay_out()
        screen.node.setAlphaScale(self._fade)
        remembered = self._remembered.pop(screen, None)
        order = list(screen.focus_order())
        self._pressed = None
        self._repeat.stop()
        self._pointer = self.canvas.pointer()
        say_screen(screen)
        self._set_focus(remembered if remembered in order else screen.first_focus())

    # -- focus

    @property
    def focus(self) -> Widget | None:
        """The widget that has the focus."""
        return self._focus

    def focus_on(self, widget: Widget) -> None:
        """Give the focus to a widget of the screen on top."""
        self._set_focus(widget)

    def _set_focus(self, widget: Widget | None, *, reveal: bool = True) -> None:
        if widget is not self._focus:
            self._glow.move(self._focus, widget)
            if self._focus:
                self._focus.focused = False
            self._focus = widget
            if widget:
                widget.focused = True
                say_focus(widget)
        if widget and reveal and self.screen:
            self.screen.reveal(widget)

    def _go(self, direction: Direction, screen: Screen, *, held: bool) -> None:
        focus = self._focus
        if focus and focus.takes_sides and direction in {"left", "right"}:
            focus.step(-1 if direction == "left" else 1)
            self._sound("move")
            return
        order = list(screen.focus_order())
        if focus is None or focus not in order:
            self._set_focus(screen.first_focus())
            return
        found = neighbour([widget.bounds() for widget in order], order.index(focus), direction)
        if found is not None:
            self._set_focus(order[found])
            self._sound("move")
        elif direction in {"up", "down"}:
            on = -1 if direction == "up" else 1
            end = order[0 if on > 0 else -1]  # from the last on to the first, and back
            if not screen.scroll_by(on * ROW) and not held and end.bounds()[1] != focus.bounds()[1]:
                self._set_focus(end)
                self._sound("move")

    def _go_along(self, step: int, screen: Screen) -> None:
        order = list(screen.focus_order())
        at = order.index(self._focus) if self._focus in order else None
        found = along(len(order), at, step)
        if found is not None:
            self._set_focus(order[found])
            self._sound("move")

    # -- keys

    @property
    def held(self) -> frozenset[str]:
        """The names of the keys and buttons that are down."""
        return frozenset(self._held)

    def handle(self, name: str) -> bool:
        """Take a key, mouse button or pad button (`name` down, `name-up` up); return whether it was used."""
        if name.endswith("-up") and len(name) > len("-up"):
            return self._released(name.removesuffix("-up"))
        self._held.add(name)
        screen = self.screen
        if screen is None:
            return False
        if name in _CHOOSE | _BACK and not self._settling.is_meant(name):
            return True
        if screen.key(name):
            return True
        if self._focus and self._focus.key(name, control=bool(self._held & _CONTROL)):
            self._repeat.hold(name)
            return True
        return self._move(name, screen) or self._act(name, screen)

    def _move(self, name: str, screen: Screen) -> bool:
        """Move focus or view by the key `name`; return whether it is such a key."""
        if name in _ARROWS:
            self._go(_ARROWS[name], screen, held=self._repeat.holds(name))
            self._repeat.hold(name)
        elif name == "tab":
            self._go_along(-1 if self._held & _SHIFT else 1, screen)
        elif name in _SCROLL:
            screen.scroll_by(_SCROLL[name])
        else:
            return False
        return True

    def _act(self, name: str, screen: Screen) -> bool:
        """Press, point or go back by the key `name`; return whether it is such a key."""
        if name == "mouse1":
            self._pointer_down(screen)
        elif name in _CHOOSE and self._focus:
            self._sound("choose")
            self._focus.press()
        elif name in _BACK and screen.on_back:
            self._sound("back")
            screen.on_back()
        else:
            return False
        return True

    def type(self, letter: str) -> None:
        """Take a typed letter."""
        if self.screen and self._focus:
            self._focus.type(letter)

    def _released(self, name: str) -> bool:
        self._held.discard(name)
        self._repeat.stop(name)
        self._settling.release(name)
        if name == "mouse1" and self._pressed:
            widget, self._pressed = self._pressed, None
            at = self.canvas.pointer()
            if at and widget.contains(*at):
                self._sound("choose")
                widget.click(*widget.inside(*at))
            return True
        return False

    def release_all(self) -> None:
        """Forget what is held down: the window has lost the keyboard."""
        self._held.clear()
        self._repeat.stop()
        self._settling.release_all()
        self._pressed = None

    # -- the pointer

    def _pointer_down(self, screen: Screen) -> None:
        at = self.canvas.pointer()
        widget = screen.at(*at) if at else None
        if at and widget:
            self._set_focus(widget, reveal=False)
            self._pressed = widget
            widget.point(*widget.inside(*at), down=True)

    def _follow_pointer(self, screen: Screen) -> None:
        at = self.canvas.pointer()
        if at == self._pointer:
            return
        first, self._pointer = self._pointer is None, at
        if at is None or first or (self._window_rests_s > 0 and not self._pressed):
            return
        if self._pressed:
            self._pressed.point(*self._pressed.inside(*at), down=False)
            return
        widget = screen.at(*at)
        if widget and widget is not self._focus:
            self._set_focus(widget, reveal=False)

    # -- each frame

    def apply(self, settings: Settings) -> None:
        """Take the text size."""
        self._text_size = settings.access.text_size

    def retext(self) -> None:
        """Show everything in the language in use by now, what is hidden too."""
        for text in self.canvas.texts:
            text.retext()
        self._lay_out_again()

    def take_font(self, file: Path | None) -> bool:
        """Write with the font of that file, None for the game's own; tell whether it can be read."""
        readable = self.canvas.take_font(file)
        self.lettering = file
        self._lay_out_again()
        return readable

    def _lay_out_again(self) -> None:
        self.background.lay_out()
        for each in self._stack:
            each.changed = True
        self._notice.lay_out()
        for listener in self.on_layout:
            listener()

    def update(self, dt: float) -> None:
        """Follow window and pointer, repeat held keys, move what fades. `dt` in seconds."""
        self._window_rests_s -= dt
        self._settling.update(dt)
        if self.canvas.refresh(self._text_size):
            self._window_rests_s = _SETTLES_S
            self._lay_out_again()
        self._notice.update(dt, over_game=self.screen is None)
        self._glow.update(dt, self._focus)
        screen = self.screen
        if screen is None:
            return
        again = self._repeat.due(dt)
        if again:
            self.handle(again)
        self._follow_pointer(screen)
        screen.update(dt)
        for each in self._stack:
            if each.changed:
                each.lay_out()
        if self._fade < 1.0:
            self._fade = min(1.0, self._fade + dt / FADE_S)
            self._stack[-1].node.setAlphaScale(self._fade)
