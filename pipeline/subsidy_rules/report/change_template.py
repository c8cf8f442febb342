"""Changes → whatever a template of the user makes of them (Jinja2, in its sandbox: a template reads data and runs no code)."""

from __future__ import annotations

from collections.abc import Sequence

from subsidy_rules.messages.message import message
from subsidy_rules.model.change import Change
from subsidy_rules.model.errors import Lang, Place, RuleSetError
from subsidy_rules.model.rule import RuleSet
from subsidy_rules.report.change_rows import change_rows
from subsidy_rules.report.changes import changes_data, heading

# what a template does with its data can fail as any program can: 1/0, 1 + "a", a macro that calls itself
_OF_TEMPLATES = (ArithmeticError, AttributeError, LookupError, MemoryError, RecursionError, TypeError, ValueError)


def changes_by_template(template: str, name: str, old: RuleSet, new: RuleSet, changes: Sequence[Change], lang: Lang) -> str:
    """The template with `old`, `new`, `summary`, `heading`, `changes` (as in JSON) and `rows` (as in CSV). Raises RuleSetError."""
    from jinja2 import StrictUndefined, TemplateError, select_autoescape
    from jinja2.sandbox import SandboxedEnvironment

    environment = SandboxedEnvironment(
        undefined=StrictUndefined, autoescape=select_autoescape(default=name.endswith((".html", ".htm", ".xml")))
    )
    data = changes_data(old, new, changes)
    try:
        return environment.from_string(template).render(
            **data, rows=list(change_rows(changes, lang)), heading=heading(old, new, changes, lang), lang=lang
        )
    except (TemplateError, *_OF_TEMPLATES) as error:
        line = getattr(error, "lineno", None)
        raise RuleSetError(
            Place(name, line=line),
            message("The template cannot be used: {error}.", error=str(error) or type(error).__name__),
            message("Nothing was written."),
            message("Correct the template."),
        ) from error
