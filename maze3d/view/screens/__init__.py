"""The screens: what each shows and which wish of the player it passes on. They know no rules and no files."""
