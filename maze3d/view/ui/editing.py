"""A line of text being edited: letters, caret, keys. Pure; the entry widget draws it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Line:
    """`caret` counts the letters before it."""

    words: str = ""
    caret: int = 0
    limit: int = 64

    def set(self, words: str) -> None:
        """Replace all; the caret goes to the end."""
        self.words = words[: self.limit]
        self.caret = len(self.words)

    def insert(self, typed: str) -> bool:
        """Put printable letters at the caret, as many as fit; return whether any was put."""
        clean = "".join(letter for letter in typed if letter.isprintable())
        clean = clean[: max(0, self.limit - len(self.words))]
        self.words = self.words[: self.caret] + clean + self.words[self.caret :]
        self.caret += len(clean)
        return bool(clean)

    def key(self, name: str) -> bool:
        """Move or delete by the key's name; return whether it is an editing key."""
        if name == "backspace":
            if self.caret:
                self.words = self.words[: self.caret - 1] + self.words[self.caret :]
                self.caret -= 1
        elif name == "delete":
            self.words = self.words[: self.caret] + self.words[self.caret + 1 :]
        elif name == "arrow_left":
            self.caret = max(0, self.caret - 1)
        elif name == "arrow_right":
            self.caret = min(len(self.words), self.caret + 1)
        elif name == "home":
            self.caret = 0
        elif name == "end":
            self.caret = len(self.words)
        else:
            return False
        return True
