"""Changes to a programme's YAML as a person would make them: comments, order and the rest of the file stay."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from subsidy_rules.messages.message import Said, message
from subsidy_rules.model.errors import Place, SourceError
from subsidy_rules.model.programme import DocumentEntry

_DEFAULTS: Mapping[str, object] = {"kind": None, "authority": "official", "frame": "common", "title": "", "note": ""}


def add_document(text: str, name: str, programme: str, edition: str, entry: DocumentEntry) -> str:
    """The YAML of a programme file with one more document in an edition, which is made where it is new.

    `name` is the file's name for messages. Raises SourceError where the file has no such programme or has a document of this id already.
    """
    yaml = _yaml()
    tree = yaml.load(text)
    owner = _programme(tree, programme)
    if owner is None:
        raise _impossible(name, message("no programme {programme!r}", programme=programme))
    documents = _documents(owner, edition)
    if any(isinstance(known, Mapping) and known.get("id") == entry.id for known in documents):
        raise _impossible(name, message("{programme}/{edition} has a document {id!r}", programme=programme, edition=edition, id=entry.id))
    documents.append(_plain(entry))
    out = io.StringIO()
    yaml.dump(tree, out)
    return out.getvalue()


def document_yaml(entry: DocumentEntry) -> str:
    """The entry as the lines of a programme file."""
    out = io.StringIO()
    _yaml().dump([_plain(entry)], out)
    return out.getvalue()


def _plain(entry: DocumentEntry) -> dict[str, Any]:
    """What is not said by default."""
    data = entry.model_dump(mode="json", exclude_none=True)
    return {key: value for key, value in data.items() if key not in _DEFAULTS or value != _DEFAULTS[key]}


def _programme(tree: Any, programme: str) -> Any:
    entries = tree["programmes"] if isinstance(tree, Mapping) and "programmes" in tree else tree
    candidates = entries if isinstance(entries, Sequence) and not isinstance(entries, str) else [entries]
    return next((each for each in candidates if isinstance(each, Mapping) and each.get("id") == programme), None)


def _documents(owner: Any, edition: str) -> Any:
    """The list of documents of the edition, made where the file has none."""
    editions = owner.setdefault("editions", [])
    for at, known in enumerate(editions):
        label = known.get("id") if isinstance(known, Mapping) else known
        if str(label) == edition:
            if not isinstance(known, Mapping):
                editions[at] = {"id": edition}
            elif getattr(known, "fa", None) is not None:
                known.fa.set_block_style()  # type: ignore[attr-defined]
            return editions[at].setdefault("documents", [])
    editions.append({"id": edition, "documents": []})
    return editions[-1]["documents"]


def _yaml() -> Any:
    from ruamel.yaml import YAML

    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = 4096
    yaml.allow_unicode = True
    return yaml


def _impossible(name: str, what: Said) -> SourceError:
    return SourceError(
        Place(name),
        message("The document cannot be added: {what}.", what=what),
        message("Nothing was changed."),
        message("Give another --id, or edit the file."),
    )
