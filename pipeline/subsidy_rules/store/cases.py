"""Files that tell of applicants."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from subsidy_rules.messages.message import message
from subsidy_rules.model.errors import Place, SourceError, system_words
from subsidy_rules.yaml.plain import NoYamlError, read_yaml

Told = tuple[Mapping[str, Any], Mapping[str, Any]]


def load_case_file(path: Path) -> Told:
    """Applicant and project as a YAML file tells them; `answers` of the file go to the applicant. Raises SourceError."""
    try:
        data = read_yaml(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeError) as error:
        raise _refused(path, system_words(error)) from error
    except NoYamlError as error:
        raise _refused(path, message("this is not YAML")) from error
    parts = ("applicant", "project", "answers")
    if not isinstance(data, Mapping) or not set(data) <= set(parts) or not all(isinstance(data[key] or {}, Mapping) for key in data):
        raise _refused(path, message("the file holds `applicant`, `project` and `answers`, each with names and values"))
    applicant, project, answers = ({**(data.get(part) or {})} for part in parts)
    if answers:
        applicant["answers"] = {**(applicant.get("answers") or {}), **answers}
    return applicant, project


def _refused(path: Path, what: Any) -> SourceError:
    return SourceError(
        Place(str(path)),
        message("{what}.", what=what),
        message("Nothing is known of the applicant."),
        message("Give a file such as in docs/answers.md."),
    )
