"""Damage as it happens to files on their way: bytes flipped, lost, cut off, doubled. The same seed does the same damage."""

from __future__ import annotations

import random


def damaged(data: bytes, seed: int) -> bytes:
    """The file with one to eight injuries; every tenth one is also cut short."""
    dice = random.Random(seed)
    out = bytearray(data)
    for _ in range(dice.randint(1, 8)):
        at = dice.randrange(len(out))
        length = min(dice.choice((1, 4, 40, 400, 4000)), len(out) // 4)
        match dice.randrange(5):
            case 0:
                out[at] ^= 1 << dice.randrange(8)
            case 1:
                out[at : at + length] = dice.randbytes(length)
            case 2:
                del out[at : at + length]
            case 3:
                out[at:at] = out[at : at + length] * dice.randint(1, 3)
            case _:
                to = dice.randrange(len(out))
                out[to : to + length] = out[at : at + length]
    if seed % 10 == 0:
        del out[dice.randrange(len(out)) :]
    return bytes(out)
