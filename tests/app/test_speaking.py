"""Which language is spoken: the setting's, else the system's, else English; and a wrong one is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from maze3d.app.settings_check import SettingsError, parse_value
from maze3d.app.speaking import languages, nearest_of, system_language, take_language, why_not
from maze3d.pack.layers import Layers
from maze3d.pack.words import ENGLISH, SHIPPED, words_of
from maze3d.view.language import again, commas, english, in_use, listed, offered, say, speak
from maze3d.view.settings import Settings, Words
from tests.app.test_packs import made, opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    speak(words_of(ENGLISH), SHIPPED)


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({"LANG": "de_AT.UTF-8"}, "de-AT"),
        ({"LANG": "fr_FR@euro"}, "fr-FR"),
        ({"LANGUAGE": "ru:en", "LANG": "de_DE.UTF-8"}, "ru-RU"),
        ({"LC_ALL": "C.UTF-8", "LANG": "de_DE.UTF-8"}, "en-US"),
        ({"LC_ALL": "POSIX"}, "en"),
        ({"LANG": "German_Germany.1252"}, "de-DE"),
        ({"LANG": "nonsense at all"}, "en"),
    ],
)
def test_the_systems_language(environ: dict[str, str], language: str) -> None:
    assert system_language(environ) == language


def test_the_nearest_that_is_there() -> None:
    assert [nearest_of(each, SHIPPED) for each in ("de", "de-AT", "it", "")] == ["de", "de", "en", "en"]
    assert why_not("de-AT", SHIPPED) == ""
    assert why_not("deutsh", SHIPPED) == 'There are no words in "deutsh": did you mean de?'
    assert why_not("it", SHIPPED) == 'There are no words in "it": expected one of de, en, es, fr, ru.'


def test_a_setting_is_a_code() -> None:
    assert parse_value("words.language", "pt-BR", "--set") == "pt-BR"
    with pytest.raises(SettingsError, match='"german" is no language: expected a code such as de or pt-BR'):
        parse_value("words.language", "german", "--set")


def test_what_was_said_is_said_again_in_another_language() -> None:
    facts = say("lobby.port", addresses="10.0.0.2", port=7)
    whole = commas([say("difficulty.hard"), say("unit.size", rows=4, cols=5), "Anna"])
    names = listed([say("shape.circle"), say("shape.square"), say("shape.triangle")])
    counted = [say("count.keys", n=n) for n in (0, 1, 2, 5, 21)]
    assert (facts, whole, names) == ("10.0.0.2, port 7", "Hard, 4 x 5, Anna", "Circle, Square and Triangle")
    assert counted == ["no keys", "1 key", "2 keys", "5 keys", "21 keys"]
    assert take_language(Settings(words=Words(language="ru")), Layers([])) == ""
    assert again(facts) == "10.0.0.2, порт 7"
    assert again(whole) == "Сложно, 4 × 5, Anna"  # noqa: RUF001 - Russian
    assert again(names) == "Круг, Квадрат и Треугольник"  # noqa: RUF001 - Russian
    assert [again(each) for each in counted] == ["без ключей", "1 ключ", "2 ключа", "5 ключей", "21 ключ"]
    assert again("Anna") == "Anna"
    assert english(say("menu.back")) == "Back"


def test_a_pack_brings_another_language(tmp_path: Path) -> None:
    italian = '[language]\nname = "Italiano"\n[menu]\nback = "Indietro"\n'
    made(tmp_path, "one", files={"words/it.toml": italian.encode()})
    layers = opened(tmp_path, "ada.one").layers
    assert languages(layers)["it"] == "Italiano"
    assert take_language(Settings(words=Words(language="it")), layers) == ""
    assert (say("menu.back"), say("menu.help")) == ("Indietro", "Help")
    assert list(offered()) == ["de", "en", "es", "fr", "it", "ru"]
    told = take_language(Settings(words=Words(language="it")), Layers([]))
    assert told.startswith('There are no words in "it"')
    assert in_use().language == "en"
