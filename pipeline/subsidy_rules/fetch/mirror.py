"""Files that stand in for addresses: a folder, or a list of addresses with the file or other address that serves each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from subsidy_rules.messages.message import Said, message
from subsidy_rules.model.errors import Place, SourceError, system_words
from subsidy_rules.yaml.lines import YamlSyntaxError, load_yaml


@dataclass(frozen=True, slots=True)
class Mirror:
    """Where addresses are served from: `<folder>/<host>/<path>` or, where that is missing, `<folder>/<file name>`; entries first.

    An entry that ends in "/" stands for all addresses below it.
    """

    folder: Path | None = None
    entries: Mapping[str, str] = field(default_factory=dict)

    def find(self, url: str) -> Path | str | None:
        """The file or the other address for this one; None where the mirror has none."""
        target = self.entries.get(url)
        if target is None:
            prefix = max((known for known in self.entries if known.endswith("/") and url.startswith(known)), key=len, default=None)
            target = self.entries[prefix] + url[len(prefix) :] if prefix is not None else None
        if target is not None:
            return target if "://" in target else (self.folder or Path()) / target
        return self._in_folder(url)

    def _in_folder(self, url: str) -> Path | None:
        if self.folder is None:
            return None
        try:
            parts = urlsplit(url)
        except ValueError:
            return None
        path = unquote(parts.path)
        names = [f"{parts.hostname}{path}", path.rpartition("/")[2]] if "\0" not in path else []
        root = self.folder.resolve()
        for name in names:
            candidate = (root / name.lstrip("/")).resolve()
            if candidate.is_relative_to(root) and candidate.is_file():
                return candidate
        return None


def load_mirror(path: Path) -> Mirror:
    """The mirror of a folder, or of a YAML file {address: file or address}; files are relative to it. Raises SourceError."""
    if path.is_dir():
        return Mirror(path)
    try:
        data = load_yaml(path.read_text(encoding="utf-8")).data
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(path, None, system_words(error)) from error
    except YamlSyntaxError as error:
        raise _unreadable(path, error.line, error.words) from error
    if not isinstance(data, dict) or not all(isinstance(value, str) for value in data.values()):
        raise _unreadable(path, 1, message("not a mapping of addresses to files"))
    return Mirror(path.parent, data)


def _unreadable(path: Path, line: int | None, why: Said) -> SourceError:
    return SourceError(
        Place(str(path), line=line),
        message("The mirror cannot be used ({why}).", why=why),
        message("Addresses are to be served from it."),
        message("Give a folder, or a YAML file that maps addresses to files."),
    )
