"""How often Python looks for garbage."""

from __future__ import annotations

import atexit
import gc


def look_rarely() -> None:
    """For a process that ends when its work is done: what it reads is in use until then, or freed at once, being in no cycle.

    Looking for garbage among it takes a tenth of the time, up to a fifth where pages of characters are read. At its end Python looks once
    more, through all there is: that is left out, as the system takes the memory back anyway.
    """
    gc.set_threshold(100_000, 50, 100)
    atexit.register(gc.freeze)
