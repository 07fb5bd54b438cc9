"""The interface's parts: canvas, text, boxes, widgets, focus. Knows no screen and no rule of the game."""
