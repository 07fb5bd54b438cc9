"""Which language is spoken: the one that is set, else the system's, else English; packs' words on top.

Owns that choice. What a file of words may say is the pack package's, who shows them is the view's.
"""

from __future__ import annotations

import ctypes
import difflib
import locale
import os
from typing import TYPE_CHECKING, Any

from maze3d.pack.words import ENGLISH, NAME, SHIPPED, words_of
from maze3d.view.language import speak

if TYPE_CHECKING:
    from collections.abc import Mapping

    from maze3d.pack.layers import Layers
    from maze3d.view.settings import Settings

_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
"""In which a system tells its language, in the order that gettext asks them."""


def take_language(settings: Settings, layers: Layers) -> str:
    """Speak the language of `settings` with the words of the packs in `layers`; return a problem or ""."""
    given = layers.words()
    offered = languages(layers)
    wanted = settings.words.language
    chosen = nearest_of(wanted or system_language(), offered)
    speak(words_of(chosen, *given.get(chosen, ())), offered)
    return why_not(wanted, offered) if wanted else ""


def languages(layers: Layers) -> dict[str, str]:
    """Return the languages there are, the game's own and those of packs: code and name in itself."""
    found = dict(SHIPPED)
    for language, given in layers.words().items():
        for texts in given:
            found[language] = str(texts.get(NAME, found.get(language, language)))
    return dict(sorted(found.items(), key=lambda each: each[1].casefold()))


def nearest_of(wanted: str, offered: Mapping[str, str]) -> str:
    """Return `wanted` ("pt-BR") where it is offered, else the same language of anywhere, else English."""
    short = wanted.partition("-")[0]
    return wanted if wanted in offered else short if short in offered else ENGLISH


def system_language(environ: Mapping[str, str] = os.environ) -> str:
    """Return the language of the system, such as de or pt-BR; English where it tells none."""
    told = next((environ[name] for name in _VARIABLES if environ.get(name)), "")
    return _code(told.partition(":")[0] or _of_windows() or locale.getlocale()[0] or "")


def _of_windows() -> str:
    """Return the language that Windows shows, "" elsewhere; it sets none of the variables."""
    windows: Any = getattr(ctypes, "windll", None)
    return locale.windows_locale.get(windows.kernel32.GetUserDefaultUILanguage(), "") if windows else ""


def _code(name: str) -> str:
    """Return the code for a locale's name: "pt-BR" for pt_BR.UTF-8, "de" for German_Germany."""
    normal = locale.normalize(name).partition(".")[0].partition("@")[0]
    language, _bar, country = normal.partition("_")
    if not (language.isalpha() and len(language) in {2, 3}):  # C, POSIX, nothing
        return ENGLISH
    return f"{language.lower()}-{country.upper()}" if len(country) == 2 else language.lower()


def why_not(language: str, offered: Mapping[str, str]) -> str:
    """Return why `language` cannot be chosen, "" when it can."""
    if language in offered or language.partition("-")[0] in offered:
        return ""
    by_name = {name.casefold(): code for code, name in offered.items()}
    known = [*offered, *by_name]
    near = next(iter(difflib.get_close_matches(language.casefold(), known, 1)), "")
    meant = f"did you mean {by_name.get(near, near)}?" if near else f"expected one of {', '.join(offered)}."
    return f'There are no words in "{language}": {meant}'
