"""Questions: two answers or three, and the last is the one that changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.view.ui.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.offscreen


class Asked:
    """A stage without a screen, and the answers given."""

    def __init__(self) -> None:
        self.stage = Stage()
        self.given: list[str] = []

    def ask(self, *, third: bool = True) -> None:
        give = self.given.append
        other = ("Between", lambda: give("between")) if third else None
        self.stage.ui.ask(
            "Sure?", lambda: give("yes"), yes="Yes", no="No", other=other, on_no=lambda: give("no")
        )
        self.stage.frames(2)

    def answers(self) -> list[str]:
        screen = self.stage.ui.screen
        assert screen
        return [str(getattr(widget, "text").words) for widget in screen.focus_order()]  # noqa: B009 - Any


@pytest.fixture
def asked() -> Iterator[Asked]:
    made = Asked()
    yield made
    made.stage.close()


def test_each_answer_closes_the_question_and_does_its_own(asked: Asked) -> None:
    for keys in (("enter",), ("arrow_left", "enter"), ("arrow_left", "arrow_left", "enter"), ("escape",)):
        asked.ask()
        assert asked.answers() == ["Yes", "Between", "No"]
        asked.stage.keys(*keys)
        assert asked.stage.ui.screen is None
    assert asked.given == ["no", "between", "yes", "no"]


def test_two_answers_take_the_place_of_three(asked: Asked) -> None:
    asked.ask()
    asked.stage.keys("escape")
    asked.ask(third=False)
    assert asked.answers() == ["Yes", "No"]
    asked.stage.keys("arrow_left", "enter")
    assert asked.given == ["no", "yes"]
