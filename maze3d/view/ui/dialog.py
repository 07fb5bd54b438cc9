"""A question with two answers, over whatever is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from maze3d.view.ui.controls import Button, Label
from maze3d.view.ui.screen import Screen
from maze3d.view.ui.theme import VEIL

if TYPE_CHECKING:
    from maze3d.view.ui.canvas import Canvas
    from maze3d.view.ui.widget import Widget


class Answer(Protocol):
    """Called once with what was chosen."""

    def __call__(self, *, agreed: bool) -> None: ...


class Dialog(Screen):
    """Escape answers no, and no has the focus: the answer that changes nothing."""

    def __init__(self, canvas: Canvas) -> None:
        self._question = Label(canvas)
        self._yes = Button(canvas, "", self._agree)
        self._no = Button(canvas, "", self._refuse)
        self._answer: Answer | None = None
        super().__init__(
            canvas,
            "",
            self._question,
            [self._yes, self._no],
            width=460,
            veil=VEIL,
            overlay=True,
            on_back=self._refuse,
        )

    def prepare(self, question: str, yes: str, no: str, answer: Answer) -> None:
        """Set the words and who is told."""
        self._question.text.set(question)
        self._yes.text.set(yes)
        self._no.text.set(no)
        self._answer = answer

    def first_focus(self) -> Widget | None:
        return self._no

    def _agree(self) -> None:
        self._tell(agreed=True)

    def _refuse(self) -> None:
        self._tell(agreed=False)

    def _tell(self, *, agreed: bool) -> None:
        answer, self._answer = self._answer, None
        if answer:
            answer(agreed=agreed)
