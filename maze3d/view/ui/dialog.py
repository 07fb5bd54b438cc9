"""A question with two or three answers, over whatever is shown."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from maze3d.view.ui.controls import Button, Label
from maze3d.view.ui.screen import Screen
from maze3d.view.ui.theme import VEIL

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from maze3d.view.ui.canvas import Canvas
    from maze3d.view.ui.widget import Widget

Answer: TypeAlias = "tuple[str, Callable[[], None]]"
"""The words on its button, and what is called once when it is given."""

_MOST_ANSWERS = 3


class Dialog(Screen):
    """The last answer is the one that changes nothing: Escape gives it, and it has the focus."""

    def __init__(self, canvas: Canvas) -> None:
        self._question = Label(canvas)
        self._buttons = [Button(canvas, "", partial(self._give, index)) for index in range(_MOST_ANSWERS)]
        self._answers: Sequence[Answer] = ()
        super().__init__(
            canvas,
            "",
            self._question,
            self._buttons,
            width=460,
            veil=VEIL,
            overlay=True,
            on_back=lambda: self._give(len(self._answers) - 1),
        )

    def prepare(self, question: str, answers: Sequence[Answer]) -> None:
        """Set the question and its two or three answers."""
        self._question.text.set(question)
        for index, button in enumerate(self._buttons):
            button.show(on=index < len(answers))
            button.text.set(answers[index][0] if index < len(answers) else "")
        self._answers = answers
        self.changed = True

    def first_focus(self) -> Widget | None:
        return self._buttons[len(self._answers) - 1]

    def _give(self, index: int) -> None:
        answers, self._answers = self._answers, ()
        if answers:
            answers[index][1]()
