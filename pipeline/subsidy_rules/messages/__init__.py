"""What the program itself says: English in the code, the other language in a gettext catalogue beside it."""
