"""What programmes call the money that they give."""

from __future__ import annotations

# 補助, 助成, ... as the stem of …金, …額, …率; the later ones name money only before 金
GIVES = r"(?:補助|助成|支給|交付|給付|支援|(?:奨励|補給|協力|応援)(?=金)|補給(?=[率額]))"
