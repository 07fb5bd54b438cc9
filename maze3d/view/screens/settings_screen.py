"""Settings on four pages; every change is applied at once, and a page can go back to its defaults."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from maze3d.view.language import offered, say
from maze3d.view.screens.key_bindings import KeyBindings
from maze3d.view.screens.settings_fields import (
    SECTIONS,
    SETTINGS,
    SectionName,
    Setting,
    language_words,
    span,
)
from maze3d.view.ui.controls import Button, Tab
from maze3d.view.ui.layout import Column, Pages, Row
from maze3d.view.ui.screen import Screen
from maze3d.view.ui.values import Choice, Slider, Toggle

if TYPE_CHECKING:
    from collections.abc import Callable

    from maze3d.view.settings import Section, Settings
    from maze3d.view.ui.ui import Ui
    from maze3d.view.ui.widget import Widget


class SettingsScreen(Screen):
    """`on_change` gets the new Settings after each change; the ones passed in are never altered."""

    def __init__(self, ui: Ui, settings: Settings, on_change: Callable[[Settings], None]) -> None:
        canvas = ui.canvas
        self._ui = ui
        self._settings = settings
        self._on_change = on_change
        self._page: SectionName = "video"
        self._controls: dict[tuple[SectionName, str], Choice | Slider | Toggle] = {}
        self._bindings = KeyBindings(ui, self._rebind)
        self._tabs = {
            section: Tab(canvas, say(f"settings.page.{section}"), partial(self._turn_to, section))
            for section in SECTIONS
        }
        pages = []
        for section in SECTIONS:
            rows: list[Widget] = [self._row(section, setting) for setting in SETTINGS[section]]
            if section == "controls":
                rows += self._bindings.rows
            pages.append(Column(canvas, rows, gap=6))
        self._pages = Pages(canvas, pages)
        super().__init__(
            canvas,
            say("menu.settings"),
            self._pages,
            [
                Button(canvas, say("settings.reset"), self._ask_reset),
                Button(canvas, say("menu.back"), ui.back),
            ],
            width=680,
            header=Row(canvas, list(self._tabs.values()), gap=6),
            on_back=ui.back,
        )
        self._turn_to("video")
        self.prepare(settings)

    def first_focus(self) -> Widget:
        return self._tabs[self._page]

    def body_height(self, width: float) -> float:
        """Return the tallest page's height: nothing moves under the pointer when the pages turn."""
        return self._pages.tallest(width)

    def prepare(self, settings: Settings) -> None:
        """Show these settings."""
        self._settings = settings
        self._offer_languages()
        for (section, name), control in self._controls.items():
            part: Any = getattr(settings, section)
            value: Any = (part.width, part.height) if name == "size" else getattr(part, name)
            control.set(value)
        self._bindings.show(settings.controls)

    def _offer_languages(self) -> None:
        control = self._controls["words", "language"]
        if isinstance(control, Choice):
            control.offer([(code, language_words(code)) for code in ("", *offered())])

    def key(self, name: str) -> bool:
        if self._bindings.waiting:
            self._bindings.take(name)
            self.changed = True
            return True
        return False

    def _row(self, section: SectionName, setting: Setting) -> Widget:
        change = partial(self._change, section, setting.name)
        words = say(f"settings.{section}.{setting.name}")
        control: Choice | Slider | Toggle
        if setting.options:
            options = [(value, setting.written(value)) for value in setting.options]
            control = Choice(self._ui.canvas, words, options, change, setting.written)
        elif setting.step:
            least, most = span(section, setting.name)
            numbers = (least, most, setting.step)
            control = Slider(self._ui.canvas, words, numbers, change, setting.written)
        else:
            control = Toggle(self._ui.canvas, words, change)
        self._controls[section, setting.name] = control
        return control

    def _turn_to(self, section: SectionName) -> None:
        self._page = section
        self._pages.turn_to(list(SECTIONS).index(section))
        self.scroll.offset = 0.0
        for name, tab in self._tabs.items():
            tab.mark(on=name == section)
        self.changed = True

    def _change(self, section: SectionName, name: str, value: Any) -> None:
        update = {"width": value[0], "height": value[1]} if name == "size" else {name: value}
        part: Section = getattr(self._settings, section)
        self._replace(section, part.model_copy(update=update))

    def _rebind(self, table: str, names: dict[str, list[str]]) -> None:
        self._replace("controls", self._settings.controls.model_copy(update={table: names}))
        self._bindings.show(self._settings.controls)
        self.changed = True

    def _replace(self, section: SectionName, part: Section) -> None:
        self._settings = self._settings.model_copy(update={section: part})
        self._on_change(self._settings)

    def _ask_reset(self) -> None:
        schema = SECTIONS[self._page]

        def reset() -> None:
            self._replace(self._page, schema())
            self.prepare(self._settings)
            self.changed = True

        asked = say("settings.ask_reset", page=say(f"settings.page.{self._page}"))
        self._ui.ask(asked, reset, yes=say("settings.do_reset"))
