"""What the base installation leaves out: the libraries of each extra, and the one line that says which extra a command lacks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import typer

from subsidy_rules.cli.options import worded
from subsidy_rules.cli.speech import SpokenGroup
from subsidy_rules.cli.telling import tell

# by the names they are imported under; an extra that a library of several extras is looked up under comes first
LIBRARIES: Mapping[str, tuple[str, ...]] = {
    "read": (
        *("bs4", "lxml", "httpx", "pypdfium2", "pypdfium2_raw", "pdfplumber", "PIL", "numpy"),
        *("spacy", "ginza", "ja_ginza", "sudachipy", "sudachidict_core"),
    ),
    "impact": ("pandas",),
    "export": ("openpyxl", "jinja2"),
    "review": ("starlette", "uvicorn"),
    "mcp": ("mcp",),
    "cluster": ("distributed", "fsspec", "s3fs"),
    "ocr": ("rapidocr", "onnxruntime", "cv2"),
}


def extra_of(module: str | None) -> str | None:
    """The extra that brings a module, by its full name; None where no extra does."""
    package = (module or "").partition(".")[0]
    return next((extra for extra, packages in LIBRARIES.items() if package in packages), None)


class Commands(SpokenGroup):
    """Commands, any of which may need a library that is not installed: it then says what to type and ends with exit code 2."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except ModuleNotFoundError as error:
            extra = extra_of(error.name)
            if extra is None:
                raise
            lacking = worded(
                'The command "{command}" needs libraries for this that are not installed. Type: pip install "subsidy-rules[{extra}]"',
                command=ctx.invoked_subcommand,
                extra=extra,
            )
            tell(lacking, err=True)
            raise typer.Exit(2) from error
