"""Keys, mouse and gamepads turned into what a player means. Knows no screen by name and no rule."""
