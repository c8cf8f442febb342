"""A console of Rich on which texts are neutral, also those in the cells of tables."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.text import Text

from subsidy_rules.report.neutral import terminal_text


class NeutralConsole(Console):
    """Whatever is printed as a string, alone or in a table, is shown and acts on nothing; styles come from us only."""

    def render_str(self, text: str, **settings: Any) -> Text:
        return super().render_str(terminal_text(text), **settings)
