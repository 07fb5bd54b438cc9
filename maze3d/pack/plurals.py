"""Which form of a word a number takes, by language: "1 key", "2 keys", "2 ключа", "5 ключей".

The categories and rules are Unicode's, for whole numbers (CLDR 46, supplemental/plurals.xml,
https://www.unicode.org/cldr/charts/46/supplemental/language_plural_rules.html). "none" is our own: what is
said of no thing at all, where that is not a number ("no keys").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

NONE, ONE, FEW, MANY, OTHER = "none", "one", "few", "many", "other"
CATEGORIES = frozenset({NONE, ONE, FEW, MANY, OTHER})
_SEEN = range(200)
"""Among the first numbers every category of the languages below is seen that a game can need."""


def _one(n: int) -> str:
    return ONE if n == 1 else OTHER


def _up_to_one(n: int) -> str:
    return ONE if n in {0, 1} else OTHER


def _eastern(n: int) -> str:
    """Russian, Ukrainian, Belarusian: by the last digits."""
    if n % 10 == 1 and n % 100 != 11:
        return ONE
    return FEW if n % 10 in {2, 3, 4} and n % 100 not in {12, 13, 14} else MANY


def _polish(n: int) -> str:
    return ONE if n == 1 else FEW if n % 10 in {2, 3, 4} and n % 100 not in {12, 13, 14} else MANY


def _czech(n: int) -> str:
    return ONE if n == 1 else FEW if n in {2, 3, 4} else OTHER


def _without(_n: int) -> str:
    return OTHER


_RULES: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(("fr", "pt", "hy"), _up_to_one),
    **dict.fromkeys(("ru", "uk", "be"), _eastern),
    "pl": _polish,
    **dict.fromkeys(("cs", "sk"), _czech),
    **dict.fromkeys(("id", "ja", "ko", "ms", "th", "vi", "zh"), _without),
}
"""By the language without its region. Those that are not listed have "one" and "other", as English has."""


def category(language: str, number: int) -> str:
    """Return which form `number` takes in `language` ("de", "pt-BR")."""
    return _RULES.get(language.partition("-")[0], _one)(number)


def wanted(language: str) -> frozenset[str]:
    """Return the forms that a word with a number has to have in `language`."""
    return frozenset(category(language, number) for number in _SEEN)
